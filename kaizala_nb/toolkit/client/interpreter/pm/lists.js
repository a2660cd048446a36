// Lists of headers, of parameters and of variables, as the `PropertyList` of Postman's library has them.

class Item {
  constructor(given = {}) {
    Object.assign(this, given);
  }

  update(given) {
    Object.assign(this, given);
  }

  valueOf() {
    return this.value;
  }

  toJSON() {
    return { ...this };
  }
}

class Header extends Item {
  constructor(given) {
    super(typeof given === "string" ? Header.parse(given)[0] : given);
    this.key ??= "";
    this.value ??= "";
  }

  static parse(text) {
    return text
      .split(/\r?\n/)
      .filter((line) => line.trim())
      .map((line) => {
        const at = line.indexOf(":");
        return at < 0 ? { key: line.trim(), value: "" } : { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
      });
  }

  toString() {
    return `${this.key}: ${this.value}`;
  }
}

/** `&`, `#` and, in a name, `=` are written so that they stay part of it; but not within a variable. */
function encodeReserved(text, isName) {
  return text.replace(/\{\{[^{}]*\}\}|[&#=]/g, (found) => {
    if (found.length > 1 || (found === "=" && !isName)) return found;
    return { "&": "%26", "#": "%23", "=": "%3D" }[found];
  });
}

class QueryParam extends Item {
  constructor(given) {
    super(typeof given === "string" ? QueryParam.parseOne(given) : given);
    this.key ??= null;
    this.value ??= null;
  }

  static parseOne(text) {
    const at = text.indexOf("=");
    return at < 0 ? { key: text, value: null } : { key: text.slice(0, at), value: text.slice(at + 1) };
  }

  static parse(text) {
    return text.split("&").map(QueryParam.parseOne);
  }

  valueOf() {
    return typeof this.value === "string" ? this.value : "";
  }

  toString() {
    const value = typeof this.value === "string" ? `=${encodeReserved(this.value, false)}` : "";
    return (typeof this.key === "string" ? encodeReserved(this.key, true) : "") + value;
  }
}

class List {
  /** Options: `anyCase` takes names without regard to case, `several` allows a name more than once. */
  constructor(type, items, { anyCase = false, several = false } = {}) {
    const settings = { Type: type, anyCase, several };
    for (const [name, value] of Object.entries(settings)) Object.defineProperty(this, name, { value });
    this.members = [];
    this.populate(items);
  }

  index(name) {
    return this.anyCase ? String(name).toLowerCase() : name;
  }

  populate(items) {
    if (typeof items === "string") items = this.Type.parse ? this.Type.parse(items) : [];
    if (isPlain(items) && !("key" in items) && !("name" in items)) {
      items = Object.entries(items).map(([key, value]) => ({ key, value }));
    }
    for (const one of Array.isArray(items) ? items : [items]) this.add(one);
  }

  repopulate(items) {
    this.clear();
    this.populate(items);
  }

  assimilate(items) {
    for (const one of items instanceof List ? items.members : items) this.upsert(one);
  }

  made(item) {
    return item instanceof this.Type ? item : new this.Type(item);
  }

  add(item) {
    if (item !== null && item !== undefined) this.members.push(this.made(item));
  }

  append(item) {
    this.add(item);
  }

  insert(item, before) {
    const at = this.indexOf(before);
    this.members.splice(at < 0 ? this.members.length : at, 0, this.made(item));
  }

  insertAfter(item, after) {
    this.insert(item, this.members[this.indexOf(after) + 1]);
  }

  prepend(item) {
    this.members.unshift(this.made(item));
  }

  upsert(item) {
    if (item === null || item === undefined) return null;
    const existing = this.one(item.key ?? item.name);
    if (existing) existing.update(item);
    else this.add(item);
    return !existing;
  }

  remove(which, context) {
    let test = which;
    if (typeof which === "string") test = (item) => this.index(item.key ?? item.name) === this.index(which);
    else if (typeof which !== "function") test = (item) => item === which;
    const rest = this.members.filter((item) => !test.call(context ?? this, item));
    this.members.splice(0, this.members.length, ...rest); // who goes through the list sees it
  }

  clear() {
    this.members = [];
  }

  all() {
    return [...this.members];
  }

  one(name) {
    return this.members.findLast((item) => this.index(item.key ?? item.name) === this.index(name));
  }

  get(name) {
    return this.one(name)?.valueOf();
  }

  has(item, ...given) {
    if (isObject(item)) return this.members.includes(item);
    const found = this.members.filter((one) => this.index(one.key ?? one.name) === this.index(item));
    return given.length ? found.some((one) => one.valueOf() === given[0]) : found.length > 0;
  }

  idx(number) {
    return this.members[number];
  }

  indexOf(item) {
    return this.members.indexOf(typeof item === "string" ? this.one(item) : item);
  }

  count() {
    return this.members.length;
  }

  /** As many rounds as there are items at first, even if some are taken away meanwhile. */
  each(look, context) {
    const count = this.members.length;
    for (let index = 0; index < count; index += 1) look.call(context, this.members[index], index, this.members);
  }

  forEach(look, context) {
    this.each(look, context);
  }

  map(look, context) {
    return this.members.map(look, context);
  }

  filter(look, context) {
    return this.members.filter(this.test(look), context);
  }

  find(look, context) {
    return this.members.find(this.test(look), context);
  }

  /** A condition: a function, or properties that an item must have. */
  test(look) {
    if (typeof look === "function") return look;
    return (item) => Object.entries(look ?? {}).every(([name, value]) => isEqual(item[name], value));
  }

  reduce(look, start) {
    return this.members.reduce(look, start);
  }

  toObject(enabledOnly, caseSensitive, several, sanitize) {
    const object = {};
    for (const item of this.members) {
      const key = item.key ?? item.name;
      if (key === undefined || (enabledOnly && item.disabled) || (sanitize && !key)) continue;
      const name = this.anyCase && !caseSensitive ? String(key).toLowerCase() : key;
      const value = item.valueOf();
      if ((this.several || several) && hasOwn(object, name)) object[name] = [].concat(object[name], [value]);
      else object[name] = value;
    }
    return object;
  }

  toString() {
    return this.members.map(String).join(this.Type === Header ? "\r\n" : "&");
  }

  toJSON() {
    return this.members.map((item) => item.toJSON());
  }

  *[Symbol.iterator]() {
    yield* this.members;
  }
}

const headersOf = (items) => new List(Header, items ?? [], { anyCase: true, several: true });
const parametersOf = (items) => new List(QueryParam, items ?? [], { several: true });
