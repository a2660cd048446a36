// `pm.test`, and the object `tests` of old scripts.

let testCount = 0;

function tellResult(name, error, failed) {
  tell("result", name, !failed, failed ? textOf(error) : "");
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
    if (typeof assert !== "function") tellResult(name, null, false);
    else if (assert.length) testWithCallback(name, assert);
    else testNow(name, assert);
    return pm;
  }
  test.skip = (name) => {
    testCount += 1;
    tell("result", String(name), null, "The script skips it.");
    return pm;
  };
  test.index = () => testCount;
  return test;
}

/** What an old script has put into `tests`. */
function tellOldTests(tests) {
  for (const [name, value] of Object.entries(tests)) {
    tell("result", name, Boolean(value), value ? "" : `expected ${textOf(value)} to be truthy`);
  }
}
