// What happens later: timers, and the answers to requests that a script sends.

const waiting = []; // { at, id, run, every }
let lastTimer = 0;
let clock = 0; // milliseconds that the script has waited

function later(run, milliseconds, every = null) {
  lastTimer += 1;
  const delay = Math.max(Number(milliseconds) || 0, 0);
  waiting.push({ at: clock + delay, id: lastTimer, run, every: every === null ? null : Math.max(delay, 1) });
  return lastTimer;
}

function forget(id) {
  const at = waiting.findIndex((one) => one.id === id);
  if (at >= 0) waiting.splice(at, 1);
}

/** In how many milliseconds something is to be done; -1 if there is nothing. */
function untilNext() {
  if (ended || !waiting.length) return -1;
  return Math.max(Math.min(...waiting.map((one) => one.at)) - clock, 0);
}

/** Does what is to be done next. */
function doNext() {
  let next = waiting[0];
  for (const one of waiting) if (one.at < next.at) next = one;
  clock = Math.max(clock, next.at);
  if (next.every === null) forget(next.id);
  else next.at = clock + next.every;
  next.run();
}

function putTimers(scope) {
  scope.setTimeout = (run, milliseconds, ...given) => later(() => run(...given), milliseconds);
  scope.setInterval = (run, milliseconds, ...given) => later(() => run(...given), milliseconds, true);
  scope.setImmediate = (run, ...given) => later(() => run(...given), 0);
  scope.clearTimeout = forget;
  scope.clearInterval = forget;
  scope.clearImmediate = forget;
}
