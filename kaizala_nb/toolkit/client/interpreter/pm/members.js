// Words of a chain about what is inside a value: properties, keys, members; and about what a function does.

/** The value at a path such as `a.b[0]`, and whether there is one. */
function nestedValue(object, path) {
  const names = path.replace(/([^\\])\[/g, "$1.[").match(/(\\\.|[^.]+?)+/g) || [];
  let value = object;
  let exists = true;
  for (const written of names) {
    const index = /^\[(\d+)\]$/.exec(written);
    const name = index ? Number(index[1]) : written.replace(/\\([.[\]])/g, "$1");
    exists = value !== null && value !== undefined && name in Object(value);
    value = exists ? value[name] : undefined;
    if (!exists) break;
  }
  return [value, exists];
}

function checkName(assertion, name) {
  const { nested, own } = assertion.flags;
  if (nested && typeof name !== "string") {
    assertion.fail("the argument to property must be a string when using nested syntax");
  }
  if (!["string", "number", "symbol"].includes(typeof name)) {
    assertion.fail("the argument to property must be a string, number, or symbol");
  }
  if (nested && own) assertion.fail('The "nested" and "own" flags cannot be combined.');
  if (assertion._obj === null || assertion._obj === undefined) assertion.fail("Target cannot be null or undefined.");
}

function property(name, ...given) {
  const [wanted, message] = given;
  setMessage(this, message);
  checkName(this, name);
  const object = this._obj;
  const { nested, own, deep, negate } = this.flags;
  let [value, exists] = nested ? nestedValue(object, name) : [object[name], name in Object(object)];
  if (own) exists = hasOwn(Object(object), name);
  const kind = (deep ? "deep " : "") + (own ? "own " : "") + (nested ? "nested " : "");
  const what = `${kind}property ${inspect(name)}`;
  if (!negate || !given.length) {
    this.check(exists, `expected #{this} to have ${what}`, `expected #{this} to not have ${what}`);
  }
  if (given.length) {
    const same = exists && (deep ? isEqual(wanted, value) : wanted === value);
    const failed = `expected #{this} to have ${what} of #{exp}, but got #{act}`;
    this.check(same, failed, `expected #{this} to not have ${what} of #{act}`, wanted, value);
  }
  this.flag("object", value);
}

addCalls(["property"], property);
addCalls(["ownProperty", "haveOwnProperty"], function (...given) {
  this.flag("own", true);
  property.apply(this, given);
});
addCalls(["ownPropertyDescriptor", "haveOwnPropertyDescriptor"], function (name, wanted, message) {
  setMessage(this, message);
  const found = Object.getOwnPropertyDescriptor(Object(this._obj), name);
  const what = `own property descriptor for ${inspect(name)}`;
  if (wanted && found) {
    const failed = `expected the ${what} on #{this} to match ${inspect(wanted)}, got ${inspect(found)}`;
    this.check(isEqual(wanted, found), failed, `expected the ${what} on #{this} to not match ${inspect(wanted)}`);
  } else {
    this.check(found, `expected #{this} to have an ${what}`, `expected #{this} to not have an ${what}`);
  }
  this.flag("object", found);
});

/** Includes an object if it has the same properties. */
function includesProperties(assertion, part) {
  const names = Object.keys(part);
  const failures = [];
  for (const name of names) {
    const one = assertion.derived();
    if (!assertion.flag("negate") || names.length === 1) {
      property.call(one, name, part[name]);
      continue;
    }
    try {
      property.call(one, name, part[name]);
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error;
      failures.push(error);
    }
  }
  if (names.length > 1 && failures.length === names.length) throw failures[0];
}

function include(part, message) {
  setMessage(this, message);
  const value = this._obj;
  const type = typeOf(value).toLowerCase();
  const isDeep = this.flag("deep");
  const same = isDeep ? isEqual : (one, other) => one === other || (Number.isNaN(one) && Number.isNaN(other));
  let included;
  if (type === "string") included = value.indexOf(part) !== -1;
  else if (type === "array") included = isDeep ? value.some((one) => isEqual(one, part)) : value.indexOf(part) !== -1;
  else if (type === "map" || type === "set") included = [...value.values()].some((one) => same(one, part));
  else if (type === "weakset" && !isDeep) included = value.has(part);
  else if (type === "weakset") this.fail("unable to use .deep.include with WeakSet");
  else {
    if (!isObject(part)) {
      const other = typeOf(part).toLowerCase();
      this.fail(
        `the given combination of arguments (${type} and ${other}) is invalid for this assertion. ` +
          `You can use an array, a map, an object, a set, a string, or a weakset instead of a ${other}`,
      );
    }
    includesProperties(this, part);
    return;
  }
  const what = `${isDeep ? "deep " : ""}include ${inspect(part)}`;
  this.check(included, `expected #{this} to ${what}`, `expected #{this} to not ${what}`);
}

addChainCalls(["include", "includes", "contain", "contains"], include, function () {
  this.flag("contains", true);
});

/** The keys that are wanted, however they were given. */
function wantedKeys(assertion, given) {
  const [first] = given;
  const type = typeOf(first);
  if (given.length > 1 && (type === "Array" || type === "Object")) {
    assertion.fail(
      "when testing keys against an object or an array you must give a single Array|Object|String argument or multiple String arguments",
    );
  }
  if (type === "Array") return first;
  return type === "Object" ? Object.keys(first) : given;
}

addCalls(["keys", "key"], function (...given) {
  const type = typeOf(this._obj);
  const isSized = type === "Map" || type === "Set";
  let names;
  let wanted;
  if (isSized) {
    names = [...this._obj.keys()];
    wanted = Array.isArray(given[0]) ? given[0] : given;
  } else {
    names = [...Object.keys(this._obj), ...Object.getOwnPropertySymbols(this._obj)];
    wanted = wantedKeys(this, given).map((name) => (typeof name === "symbol" ? name : String(name)));
  }
  if (!wanted.length) this.fail("keys required");
  const { any, deep, contains } = this.flags;
  const isThere = (name) => names.some((other) => (deep ? isEqual(name, other) : name === other));
  let ok = any ? wanted.some(isThere) : wanted.every(isThere);
  if (!any && !contains) ok = ok && wanted.length === names.length;
  const texts = wanted.map(inspect);
  const last = texts.pop();
  const list = texts.length ? `keys ${texts.join(", ")}, ${any ? "or" : "and"} ${last}` : `key ${last}`;
  const what = `${isSized && deep ? "deeply " : ""}${contains ? "contain" : "have"} ${list}`;
  this.check(ok, `expected #{this} to ${what}`, `expected #{this} to not ${what}`);
});

function isSubset(part, whole, same, contains, ordered) {
  if (!contains && part.length !== whole.length) return false;
  const left = [...whole];
  return part.every((one, index) => {
    if (ordered) return same(one, left[index]);
    const found = left.findIndex((other) => same(one, other));
    if (found >= 0 && !contains) left.splice(found, 1);
    return found >= 0;
  });
}

addCalls(["members"], function (part, message) {
  setMessage(this, message);
  this.other(this._obj).to.be.an("array");
  this.other(part).to.be.an("array");
  const { contains, ordered, deep } = this.flags;
  const same = deep ? isEqual : (one, other) => one === other;
  const what = contains
    ? `be ${ordered ? "an ordered superset" : "a superset"} of #{exp}`
    : `have the same ${ordered ? "ordered members" : "members"} as #{exp}`;
  const test = isSubset(part, this._obj, same, contains, ordered);
  this.check(test, `expected #{this} to ${what}`, `expected #{this} to not ${what}`, part, this._obj);
});

addCalls(["oneOf"], function (list, message) {
  setMessage(this, message);
  this.other(list).to.be.an("array");
  const value = this._obj;
  const { contains, deep } = this.flags;
  if (contains) {
    const test = list.some((one) => value.indexOf(one) > -1);
    this.check(test, "expected #{this} to contain one of #{exp}", "expected #{this} to not contain one of #{exp}", list, value);
  } else if (deep) {
    const failed = "expected #{this} to deeply equal one of #{exp}";
    this.check(list.some((one) => isEqual(value, one)), failed, failed, list, value);
  } else {
    this.check(list.indexOf(value) > -1, "expected #{this} to be one of #{exp}", "expected #{this} to not be one of #{exp}", list, value);
  }
});

function nameOfError(error) {
  if (error instanceof Error) return String(error);
  return typeof error === "function" ? error.name : String(error);
}

function fitsMessage(error, wanted) {
  const message = typeof error === "string" ? error : String(error?.message ?? "");
  return wanted instanceof RegExp ? wanted.test(message) : message.includes(wanted);
}

function fitsError(error, wanted) {
  if (wanted instanceof Error) return error === wanted;
  return error instanceof wanted;
}

addCalls(["throw", "throws", "Throw"], function (wanted, pattern, message) {
  setMessage(this, message);
  this.other(this._obj).is.a("function");
  if (wanted instanceof RegExp || typeof wanted === "string") [wanted, pattern] = [null, wanted];
  const { negate } = this.flags;
  let caught;
  try {
    this._obj();
  } catch (error) {
    caught = error;
  }
  const nothing = (wanted === undefined || wanted === null) && pattern === undefined;
  if (nothing || !negate) {
    const what = wanted instanceof Error ? "#{exp}" : wanted ? wanted.name : "an error";
    const not = "expected #{this} to not throw an error but #{act} was thrown";
    this.check(caught, `expected #{this} to throw ${what}`, not, wanted && String(wanted), caught && nameOfError(caught));
  }
  if (caught === undefined) return;
  const rightError = !wanted || fitsError(caught, wanted);
  const rightText = pattern === undefined || pattern === null || fitsMessage(caught, pattern);
  if (negate ? rightError && rightText : !rightError) {
    const failed = "expected #{this} to throw #{exp} but #{act} was thrown";
    if (wanted) this.check(rightError, failed, "expected #{this} to not throw #{exp} but #{act} was thrown", nameOfError(wanted), nameOfError(caught));
  }
  if (pattern !== undefined && pattern !== null && (!negate || !wanted)) {
    const how = pattern instanceof RegExp ? "matching" : "including";
    const failed = `expected #{this} to throw error ${how} #{exp} but got #{act}`;
    this.check(rightText, failed, `expected #{this} to throw error not ${how} #{exp}`, pattern, caught?.message ?? caught);
  }
  this.flag("object", caught);
});

const CHANGES = [
  ["change", (before, after) => before !== after, (before, after) => Math.abs(after - before)],
  ["increase", (before, after) => after - before > 0, (before, after) => after - before],
  ["decrease", (before, after) => after - before < 0, (before, after) => before - after],
];
for (const [word, test, delta] of CHANGES) {
  addCalls([word, `${word}s`], function (subject, name, message) {
    setMessage(this, message);
    this.other(this._obj).is.a("function");
    if (name) property.call(this.other(subject), name);
    else this.other(subject).is.a("function");
    const look = () => (name ? subject[name] : subject());
    const before = look();
    if (word !== "change") this.other(before).is.a("number");
    this._obj();
    const after = look();
    const what = name ? `.${name}` : before;
    this.flag("change", { what, word, by: delta(before, after) });
    this.check(test(before, after), `expected ${what} to ${word}`, `expected ${what} to not ${word}`);
  });
}
addCalls(["by"], function (delta) {
  const { what, word, by } = this.flag("change");
  this.check(by === Math.abs(delta), `expected ${what} to ${word} by ${delta}`, `expected ${what} to not ${word} by ${delta}`);
});
