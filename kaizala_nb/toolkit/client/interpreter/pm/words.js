// The words of a chain: what they ask, and what they say where it is otherwise.

addWords(["to", "be", "been", "is", "and", "has", "have", "with", "that", "which", "at", "of", "same", "but", "does", "still", "also"]);
for (const name of ["not:negate", "deep", "nested", "own", "ordered", "itself"]) {
  const [word, flag = word] = name.split(":");
  addWords([word], function () {
    this.flag(flag, true);
  });
}
for (const [word, other] of [["any", "all"], ["all", "any"]]) {
  addWords([word], function () {
    this.flag(word, true);
    this.flag(other, false);
  });
}

const article = (type) => ("aeiou".includes(type[0]) ? "an " : "a ") + type;

addChainCalls(["a", "an"], function (type, message) {
  setMessage(this, message);
  type = type.toLowerCase();
  const fits = typeOf(this._obj).toLowerCase() === type;
  this.check(fits, `expected #{this} to be ${article(type)}`, `expected #{this} not to be ${article(type)}`);
});

for (const [word, value] of [["true", true], ["false", false]]) {
  addWords([word], function () {
    this.check(this._obj === value, `expected #{this} to be ${value}`, `expected #{this} to be ${!value}`);
  });
}
for (const [word, test] of [
  ["null", (value) => value === null],
  ["undefined", (value) => value === undefined],
  ["NaN", (value) => Number.isNaN(value)],
]) {
  addWords([word], function () {
    this.check(test(this._obj), `expected #{this} to be ${word}`, `expected #{this} not to be ${word}`);
  });
}
addWords(["exist", "exists"], function () {
  const exists = this._obj !== null && this._obj !== undefined;
  this.check(exists, "expected #{this} to exist", "expected #{this} to not exist");
});
addWords(["finite"], function () {
  const test = typeof this._obj === "number" && Number.isFinite(this._obj);
  this.check(test, "expected #{this} to be a finite number", "expected #{this} to not be a finite number");
});
addWords(["arguments", "Arguments"], function () {
  const type = typeOf(this._obj);
  this.check(type === "Arguments", `expected #{this} to be arguments but got ${type}`, "expected #{this} to not be arguments");
});
for (const [word, test] of [["extensible", Object.isExtensible], ["sealed", Object.isSealed], ["frozen", Object.isFrozen]]) {
  addWords([word], function () {
    this.check(test(this._obj), `expected #{this} to be ${word}`, `expected #{this} to not be ${word}`);
  });
}

function sizeOfAny(assertion) {
  const value = assertion._obj;
  const type = typeOf(value).toLowerCase();
  if (type === "array" || type === "string") return value.length;
  if (type === "map" || type === "set") return value.size;
  if (type === "weakmap" || type === "weakset") assertion.fail(".empty was passed a weak collection");
  if (type === "function") assertion.fail(`.empty was passed a function ${value.name}`.trim());
  if (!isObject(value)) assertion.fail(`.empty was passed non-string primitive ${inspect(value)}`);
  return Object.keys(value).length;
}

addWords(["empty"], function () {
  this.check(sizeOfAny(this) === 0, "expected #{this} to be empty", "expected #{this} not to be empty");
});

function equal(value, message) {
  setMessage(this, message);
  if (this.flag("deep")) {
    deepEqual.call(this, value);
  } else {
    this.check(value === this._obj, "expected #{this} to equal #{exp}", "expected #{this} to not equal #{exp}", value);
  }
}

function deepEqual(value, message) {
  setMessage(this, message);
  const same = isEqual(value, this._obj);
  this.check(same, "expected #{this} to deeply equal #{exp}", "expected #{this} to not deeply equal #{exp}", value);
}

addCalls(["equal", "equals", "eq"], equal);
addCalls(["eql", "eqls"], deepEqual);

/** What a comparison compares: the value, or its length or size if the chain says so. Fails where it cannot be compared. */
function measured(assertion, limits, word) {
  const value = assertion._obj;
  const type = typeOf(value).toLowerCase();
  const kinds = limits.map((limit) => typeOf(limit).toLowerCase());
  const isSized = type === "map" || type === "set";
  const length = assertion.flag("doLength");
  const several = limits.length > 1;
  const wants = (what) =>
    assertion.fail(several ? `the arguments to ${word} must be ${what}s` : `the argument to ${word} must be a ${what}`);
  if (length && !isSized) property.call(assertion.other(value), "length");
  if (!length && type === "date" && kinds.some((kind) => kind !== "date")) wants("date");
  if ((length || type === "number") && kinds.some((kind) => kind !== "number")) wants("number");
  if (!length && type !== "date" && type !== "number") {
    assertion.fail(`expected ${type === "string" ? `'${value}'` : value} to be a number or a date`);
  }
  if (!length) return [value, ""];
  return isSized ? [value.size, "size"] : [value.length, "length"];
}

const COMPARISONS = [
  ["above", ["above", "gt", "greaterThan"], (value, limit) => value > limit, "above", "at most", "above"],
  ["least", ["least", "gte", "greaterThanOrEqual"], (value, limit) => value >= limit, "at least", "below", "below"],
  ["below", ["below", "lt", "lessThan"], (value, limit) => value < limit, "below", "at least", "below"],
  ["most", ["most", "lte", "lessThanOrEqual"], (value, limit) => value <= limit, "at most", "above", "above"],
];
for (const [name, words, test, wanted, otherwise, sized] of COMPARISONS) {
  addCalls(words, function (limit, message) {
    setMessage(this, message);
    const [value, what] = measured(this, [limit], name);
    if (!what) {
      this.check(test(value, limit), `expected #{this} to be ${wanted} #{exp}`, `expected #{this} to be ${otherwise} #{exp}`, limit);
      return;
    }
    const failed = `expected #{this} to have a ${what} ${wanted} #{exp} but got #{act}`;
    const negation = name === "above" || name === "below" ? `not have a ${what} ${sized}` : `have a ${what} ${sized}`;
    this.check(test(value, limit), failed, `expected #{this} to ${negation} #{exp}`, limit, value);
  });
}

addCalls(["within"], function (start, finish, message) {
  setMessage(this, message);
  const [value, what] = measured(this, [start, finish], "within");
  const isDate = start instanceof Date && finish instanceof Date;
  const range = isDate ? `${start.toISOString()}..${finish.toISOString()}` : `${start}..${finish}`;
  const [be, not] = what ? [`have a ${what}`, `not have a ${what}`] : ["be", "not be"];
  this.check(value >= start && value <= finish, `expected #{this} to ${be} within ${range}`, `expected #{this} to ${not} within ${range}`);
});

addCalls(["closeTo", "approximately"], function (expected, delta, message) {
  setMessage(this, message);
  this.other(this._obj).is.a("number");
  if (typeof expected !== "number" || typeof delta !== "number") {
    const required = delta === undefined ? ", and a delta is required" : "";
    this.fail(`the arguments to closeTo or approximately must be numbers${required}`);
  }
  const near = `be close to ${expected} +/- ${delta}`;
  this.check(Math.abs(this._obj - expected) <= delta, `expected #{this} to ${near}`, `expected #{this} not to ${near}`);
});

addCalls(["instanceof", "instanceOf"], function (type, message) {
  setMessage(this, message);
  if (typeof type !== "function") {
    this.fail(`The instanceof assertion needs a constructor but ${typeOf(type)} was given.`);
  }
  const name = type.name || "an unnamed constructor";
  const test = this._obj instanceof type;
  this.check(test, `expected #{this} to be an instance of ${name}`, `expected #{this} to not be an instance of ${name}`);
});

function lengthOf(wanted, message) {
  setMessage(this, message);
  const type = typeOf(this._obj);
  const isSized = type === "Map" || type === "Set";
  if (!isSized) property.call(this.other(this._obj), "length");
  const [size, what] = isSized ? [this._obj.size, "size"] : [this._obj.length, "length"];
  const failed = `expected #{this} to have a ${what} of #{exp} but got #{act}`;
  this.check(size == wanted, failed, `expected #{this} to not have a ${what} of #{act}`, wanted, size);
}

addChainCalls(["length", "lengthOf"], lengthOf, function () {
  this.flag("doLength", true);
});

addCalls(["match", "matches"], function (pattern, message) {
  setMessage(this, message);
  this.check(pattern.exec(this._obj), `expected #{this} to match ${pattern}`, `expected #{this} not to match ${pattern}`);
});

addCalls(["string"], function (part, message) {
  setMessage(this, message);
  this.other(this._obj).is.a("string");
  const text = inspect(part);
  this.check(this._obj.includes(part), `expected #{this} to contain ${text}`, `expected #{this} to not contain ${text}`);
});

addCalls(["respondTo", "respondsTo"], function (name, message) {
  setMessage(this, message);
  const owner = typeof this._obj === "function" && !this.flag("itself") ? this._obj.prototype : this._obj;
  const text = inspect(name);
  const test = typeof owner[name] === "function";
  this.check(test, `expected #{this} to respond to ${text}`, `expected #{this} to not respond to ${text}`);
});

addCalls(["satisfy", "satisfies"], function (test, message) {
  setMessage(this, message);
  const result = test(this._obj);
  const text = display(test);
  this.check(result, `expected #{this} to satisfy ${text}`, `expected #{this} to not satisfy${text}`, !this.flag("negate"), result);
});
