// `pm.test`, and the object `tests` of old scripts.

let testCount = 0;
let statusSeen = false; // whether the test has looked at the status of the reply
const testsOfStatus = new Set(); // the names in `tests` whose values come from such a look

function seeStatus() {
  statusSeen = true;
}

function tellResult(name, error, failed) {
  tell("result", name, !failed, failed ? textOf(error) : "", statusSeen);
}

/** The object `tests` of old scripts. */
function makeOldTests() {
  return new Proxy({}, {
    set(target, name, value) {
      if (statusSeen) testsOfStatus.add(name);
      statusSeen = false;
      return Reflect.set(target, name, value);
    },
  });
}

/** A test that says itself when it is done: it is called with a function for that. */
function testWithCallback(name, test) {
  let isOver = false;
  const done = (error) => {
    if (isOver) return;
    isOver = true;
    tellResult(name, error, Boolean(error));
  };
  try {
    test(done);
  } catch (error) {
    if (!isOver) tellResult(name, error, true);
    isOver = true;
  }
}

function testNow(name, test) {
  let result;
  try {
    result = test();
  } catch (error) {
    if (!ended) tellResult(name, error, true);
    return;
  }
  if (result instanceof Promise) {
    result.then(
      () => tellResult(name, null, false),
      (error) => tellResult(name, error, true),
    );
    return;
  }
  tellResult(name, null, false);
}

function makeTest(pm) {
  function test(name, assert) {
    name = String(name);
    testCount += 1;
    statusSeen = false;
    if (typeof assert !== "function") tellResult(name, null, false);
    else if (assert.length) testWithCallback(name, assert);
    else testNow(name, assert);
    return pm;
  }
  test.skip = (name) => {
    testCount += 1;
    tell("result", String(name), null, "The script skips it.", false);
    return pm;
  };
  test.index = () => testCount;
  return test;
}

/** What an old script has put into `tests`. */
function tellOldTests(tests) {
  for (const [name, value] of Object.entries(tests)) {
    const problem = value ? "" : `expected ${textOf(value)} to be truthy`;
    tell("result", name, Boolean(value), problem, testsOfStatus.has(name));
  }
}
