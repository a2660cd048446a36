// What a value is, what it looks like in a message, and whether two are equal: all as chai 4 has it.

const MOST_SIGNS = 40; // of a value in a message
const hasOwn = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
const isObject = (value) => value !== null && (typeof value === "object" || typeof value === "function");
const isPlain = (value) =>
  isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** The type of a value: "string", "null", "Array", "Date" and so on. */
function typeOf(value) {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "Array";
  return Object.prototype.toString.call(value).slice(8, -1);
}

function shortened(text, most) {
  text = String(text);
  if (most < 1 && text.length > most) return "…";
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

const UNSEEN =
  /['\u0000-\u001f\u007f-\u009f\u00ad\u0600-\u0604\u070f\u17b4\u17b5\u200c-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]/g;
const ESCAPES = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "'": "\\'", "\\": "\\\\" };
const escaped = (sign) => ESCAPES[sign] || `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** As many values as fit, each as `show` has it; then how many are left out. */
function inspectList(list, room, show) {
  const most = room.signs;
  let output = "";
  let next = "";
  let rest = "";
  for (let index = 0; index < list.length; index += 1) {
    const left = list.length - index;
    rest = `…(${left})`;
    room.signs = most - output.length - (left === 1 ? 0 : 2);
    const text = next || show(list[index], room) + (left === 1 ? "" : ", ");
    const length = output.length + text.length;
    if (left === 1 && length > most && output.length + rest.length <= most) break;
    if (left > 2 && length + rest.length > most) break;
    next = left === 1 ? "" : show(list[index + 1], room) + (left === 2 ? "" : ", ");
    if (left === 2 && length + rest.length > most && length + next.length > most) break;
    output += text;
    if (left > 2 && length + next.length >= most) {
      rest = `…(${left - 1})`;
      break;
    }
    rest = "";
  }
  return output + rest;
}

function inspectProperty([name, value], room) {
  room.signs -= 2;
  if (typeof name === "symbol") name = `[${inspectIn(name, room)}]`;
  else if (!/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(name)) {
    name = `'${stringify(name).slice(1, -1).replace(/'/g, "\\'").replace(/\\"/g, '"')}'`;
  }
  room.signs -= name.length;
  return `${name}: ${inspectIn(value, room)}`;
}

function inspectArray(array, room) {
  const others = Object.keys(array).slice(array.length);
  if (!array.length && !others.length) return "[]";
  room.signs -= 4;
  const items = inspectList(array, room, inspectIn);
  room.signs -= items.length;
  const named = inspectList(others.map((name) => [name, array[name]]), room, inspectProperty);
  return `[ ${items}${named && `, ${named}`} ]`;
}

function inspectObject(object, room) {
  const names = [...Object.getOwnPropertyNames(object), ...Object.getOwnPropertySymbols(object)];
  if (!names.length) return "{}";
  room.signs -= 4;
  if (room.seen.includes(object)) return "[Circular]";
  room.seen.push(object);
  const content = inspectList(names.map((name) => [name, object[name]]), room, inspectProperty);
  room.seen.pop();
  return `{ ${content} }`;
}

function inspectError(error, room) {
  const name = String(error.name);
  room.signs -= name.length;
  const message = typeof error.message === "string" && error.message ? shortened(error.message, room.signs) : "";
  return name + (message && `: ${message}`);
}

function inspectDate(date, room) {
  const text = date.toJSON();
  if (text === null) return "Invalid Date";
  const [day, time] = text.split("T");
  return `${day}T${shortened(time, room.signs - day.length - 1)}`;
}

function inspectNumber(number, room) {
  if (number === 0) return 1 / number === Infinity ? "+0" : "-0";
  return Number.isFinite(number) ? shortened(number, room.signs) : String(number);
}

function inspectEntries(name, values, room, show) {
  if (!values.length) return `${name}{}`;
  room.signs -= 7;
  return `${name}{ ${inspectList(values, room, show)} }`;
}

function inspectPair([name, value], room) {
  room.signs -= 4;
  const text = inspectIn(name, room);
  room.signs -= text.length;
  return `${text} => ${inspectIn(value, room)}`;
}

function inspectFunction(value, room) {
  return value.name ? `[Function ${shortened(value.name, room.signs - 11)}]` : "[Function]";
}

function inspectPattern(value, room) {
  return `/${shortened(value.source, room.signs - 2 - value.flags.length)}/${value.flags}`;
}

const INSPECT = {
  undefined: () => "undefined",
  null: () => "null",
  boolean: String,
  Boolean: String,
  number: inspectNumber,
  Number: (value, room) => inspectNumber(Number(value), room),
  bigint: (value, room) => `${shortened(value, room.signs - 1)}n`,
  string: (value, room) => `'${shortened(value.replace(UNSEEN, escaped), room.signs - 2)}'`,
  String: (value, room) => INSPECT.string(String(value), room),
  symbol: (value) => `Symbol(${value.description ?? ""})`,
  function: inspectFunction,
  Array: inspectArray,
  Date: inspectDate,
  RegExp: inspectPattern,
  Error: inspectError,
  Map: (value, room) => inspectEntries("Map", [...value], room, inspectPair),
  Set: (value, room) => inspectEntries("Set", [...value], room, inspectIn),
  Promise: () => "Promise{…}",
};

function inspectIn(value, room) {
  const show = INSPECT[typeOf(value)];
  if (show) return show(value, room);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return inspectObject(value, room);
  const name = value[Symbol.toStringTag] || value.constructor?.name || "";
  if (name === "Object") return inspectObject(value, room);
  room.signs -= name.length;
  return (name || "<Anonymous Class>") + inspectObject(value, room);
}

/** A value as a text of bounded length. */
const inspect = (value) => inspectIn(value, { signs: MOST_SIGNS, seen: [] });

/** A value as a message has it: of a large one its size alone. */
function display(value) {
  const text = inspect(value);
  if (text.length < MOST_SIGNS) return text;
  const type = Object.prototype.toString.call(value);
  if (type === "[object Function]") return value.name ? `[Function: ${value.name}]` : "[Function]";
  if (type === "[object Array]") return `[ Array(${value.length}) ]`;
  if (type !== "[object Object]") return text;
  const names = Object.keys(value);
  return `{ Object (${names.length > 2 ? `${names.slice(0, 2).join(", ")}, ...` : names.join(", ")}) }`;
}

/** The names that two objects are compared by: inherited ones too. */
function namesOf(object) {
  const names = [];
  for (const name in object) names.push(name);
  return [...names.sort(), ...Object.getOwnPropertySymbols(object)];
}

function equalLists(left, right, seen) {
  return left.length === right.length && left.every((value, index) => equalIn(value, right[index], seen));
}

function equalObjects(left, right, seen) {
  const names = namesOf(left);
  const others = namesOf(right);
  if (names.length !== others.length || names.some((name, index) => name !== others[index])) return false;
  return names.every((name) => equalIn(left[name], right[name], seen));
}

function equalIn(left, right, seen) {
  if (left === right) return left !== 0 || 1 / left === 1 / right;
  if (left !== left && right !== right) return true;
  if (!isObject(left) || !isObject(right)) return false;
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  if (seen.some(([one, other]) => one === left && other === right)) return true;
  const inside = [...seen, [left, right]];
  switch (type) {
    case "String":
    case "Number":
    case "Boolean":
    case "Date":
      return equalIn(left.valueOf(), right.valueOf(), inside);
    case "RegExp":
      return String(left) === String(right);
    case "function":
    case "Promise":
    case "WeakMap":
    case "WeakSet":
      return false;
    case "Error":
      return left.name === right.name && left.message === right.message && left.code === right.code;
    case "Map":
    case "Set":
      return left.size === right.size && equalLists([...left].sort(), [...right].sort(), inside);
    case "Array":
      return equalLists(left, right, inside);
    default:
      return equalObjects(left, right, inside);
  }
}

/** Whether two values are equal through and through. */
const isEqual = (left, right) => equalIn(left, right, []);

/** A value as text, whatever it is and whatever its own `toString` does. */
function textOf(value) {
  try {
    if (value instanceof Error || (isObject(value) && "message" in value && "name" in value)) {
      return value.name === "AssertionError" ? String(value.message) : `${value.name}: ${value.message}`;
    }
    return typeof value === "object" && value !== null ? stringify(value) : String(value);
  } catch {
    return "something that is no text";
  }
}
