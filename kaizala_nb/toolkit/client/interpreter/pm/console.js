// What a script prints.

function printed(value) {
  if (typeof value === "string") return value;
  if (typeof value === "function") return `[Function ${value.name}]`;
  if (value instanceof Error) return textOf(value);
  try {
    return (isObject(value) && stringify(value)) || String(value);
  } catch {
    return "something that is no text";
  }
}

const MOST_LINES = 1000;
let lineCount = 0;

function print(...values) {
  lineCount += 1;
  if (lineCount <= MOST_LINES) tell("log", values.map(printed).join(" "));
  if (lineCount === MOST_LINES + 1) tell("note", `The script prints more than ${MOST_LINES} lines; the others are left out.`);
}

function putConsole(scope) {
  scope.console = { clear() {} };
  for (const name of ["log", "info", "warn", "error", "debug", "trace", "dir"]) scope.console[name] = print;
}
