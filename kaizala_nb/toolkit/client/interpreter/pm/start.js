// Carries a script out, and then, step by step, what it has left for later.

const FIRST_LINE = 10_000; // the first line of the script, so that its lines are known in the trace of an error
const LINES_BEFORE = 2; // that the constructor of functions puts before

let pm;
let oldTests = {};
let before;
let original;

/** The line of the script in which an error was thrown; 0 if that is not known. */
function lineOf(error) {
  try {
    const lines = `${error?.stack}`.match(/(?<=<input>:)\d+/g) ?? [];
    const line = lines.find((one) => one > FIRST_LINE + LINES_BEFORE);
    return line === undefined ? 0 : line - FIRST_LINE - LINES_BEFORE;
  } catch {
    return 0;
  }
}

function attempt(run) {
  try {
    run();
  } catch (error) {
    tell("error", textOf(error), lineOf(error));
  }
}

function begin({ scene, script }) {
  pm = makePm(scene);
  original = scene.request;
  before = pm.request.toJSON();
  putTimers(globalThis);
  putConsole(globalThis);
  putLibraries(globalThis);
  oldTests = putOldNames(globalThis, pm, { ...scene, data: scene.variables.data ?? {} });
  globalThis.pm = pm;
  attempt(() => new Function("\n".repeat(FIRST_LINE) + script).call(undefined));
  tellOldTests(oldTests);
}

function finish() {
  attempt(tellChangedObjects);
  const request = changedRequest(original, before, pm.request);
  if (request) tell("request", stringify(request));
}

const STEPS = { begin, delay() {}, next: () => attempt(doNext), finish };

/** One step. Gives in how many milliseconds the next thing is to be done; -1 if there is none. */
return (step, text) => {
  STEPS[step](parse(text));
  return untilNext();
};
