// The chain that `pm.expect` begins: its words, its flags, and how an assertion fails.

class AssertionError extends Error {
  constructor(message, found = {}) {
    super(message);
    Object.assign(this, found);
  }
}
AssertionError.prototype.name = "AssertionError";

const KEPT = ["then", "catch", "inspect", "toJSON"]; // names that others than the script ask for

/** How many signs differ between two words, up to `most`. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) >= most) return most;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let left = 1; left <= one.length; left += 1) {
    const above = row;
    row = [left];
    for (let right = 1; right <= other.length; right += 1) {
      const same = one[left - 1] === other[right - 1] ? 0 : 1;
      row[right] = Math.min(above[right] + 1, row[right - 1] + 1, above[right - 1] + same);
    }
  }
  return Math.min(row[other.length], most);
}

function unknownWord(word) {
  let nearest = "";
  let best = 4;
  for (const known of Object.getOwnPropertyNames(Assertion.prototype)) {
    const far = distance(word, known, best);
    if (far < best && !["constructor", "flag", "check", "fail", "derived"].includes(known)) {
      [nearest, best] = [known, far];
    }
  }
  return new Error(`Invalid Chai property: ${word}${nearest && `. Did you mean "${nearest}"?`}`);
}

/** An object that refuses words that no chain knows, so that a slip of the pen does not pass. */
function guarded(object, method = "") {
  return new Proxy(object, {
    get(target, name) {
      if (typeof name === "string" && !KEPT.includes(name) && !(name in target)) {
        if (!method) throw unknownWord(name);
        throw new Error(`Invalid Chai property: ${method}.${name}. See docs for proper usage of "${method}".`);
      }
      return Reflect.get(target, name);
    },
  });
}

class Assertion {
  constructor(object, message) {
    this.flags = { __proto__: null, object, message };
    return guarded(this);
  }

  get _obj() {
    return this.flags.object;
  }

  /** The value of a flag; with a second argument, sets it. */
  flag(name, ...values) {
    if (values.length) [this.flags[name]] = values;
    return this.flags[name];
  }

  /** Fails with one of two messages, unless the condition is as the chain wants it. */
  check(condition, message, negated, ...found) {
    const { negate, object } = this.flags;
    if (Boolean(condition) !== Boolean(negate)) return;
    const [expected, actual = found.length > 1 ? undefined : object] = found;
    const text = (negate ? negated : message)
      .replace(/#\{this\}/g, () => display(object))
      .replace(/#\{act\}/g, () => display(actual))
      .replace(/#\{exp\}/g, () => display(expected));
    this.fail(text, { actual, expected });
  }

  fail(message, found) {
    throw new AssertionError(this.prefix() + message, found);
  }

  prefix() {
    return this.flags.message ? `${this.flags.message}: ` : "";
  }

  /** Another assertion about a value, with the same message. */
  other(value) {
    return new Assertion(value, this.flags.message);
  }

  /** What the chain goes on with. */
  derived() {
    const next = new Assertion();
    Object.assign(next.flags, this.flags);
    return next;
  }
}

/** Words that are read: `.not`, `.ok`. */
function addWords(names, look = () => undefined) {
  for (const name of names) {
    Object.defineProperty(Assertion.prototype, name, {
      get() {
        look.call(this);
        return this.derived();
      },
      configurable: true,
    });
  }
}

/** Words that are called: `.equal(3)`. The last argument of most is a message of the script's own. */
function addCalls(names, method) {
  for (const name of names) {
    const call = function (...given) {
      method.apply(this, given);
      return this.derived();
    };
    Object.defineProperty(Assertion.prototype, name, {
      get() {
        return guarded(call.bind(this), name);
      },
      configurable: true,
    });
  }
}

/** Words that may be called and may go on: `.include("a")`, `.include.keys("a")`. */
function addChainCalls(names, method, before = () => undefined) {
  for (const name of names) {
    Object.defineProperty(Assertion.prototype, name, {
      get() {
        before.call(this);
        const chain = guarded(this);
        const call = (...given) => {
          method.apply(chain, given);
          return chain.derived();
        };
        return new Proxy(call, {
          get(target, word) {
            if (word === "call" || word === "apply" || word === "bind") return target[word];
            return Reflect.get(chain, word);
          },
        });
      },
      configurable: true,
    });
  }
}

function setMessage(assertion, message) {
  if (message) assertion.flag("message", message);
}

function expect(value, message) {
  return new Assertion(value, message);
}

expect.fail = (...given) => {
  const [actual, expected] = given;
  const message = given.length < 2 ? (given[0] ?? "expect.fail()") : (given[2] ?? "expect.fail()");
  throw new AssertionError(message, { actual, expected });
};
