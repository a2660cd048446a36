// The request, as `pm.request` has it: a script may change it before it is sent.

class Body {
  constructor(given) {
    this.update(given);
  }

  update(given) {
    if (typeof given === "string") given = { mode: "raw", raw: given };
    if (!isObject(given)) return;
    const { mode } = given;
    this.mode = mode;
    this.raw = mode === "raw" ? (given.raw ?? "") : given.raw;
    const isForm = (name) => given[name] || mode === name;
    this.urlencoded = isForm("urlencoded") ? parametersOf(given.urlencoded) : undefined;
    this.formdata = isForm("formdata") ? new List(Item, given.formdata ?? [], { several: true }) : undefined;
    this.file = typeof given.file === "string" ? { src: given.file } : given.file;
    this.graphql = isForm("graphql") ? { ...given.graphql } : undefined;
    this.options = given.options;
    this.disabled = given.disabled;
  }

  isEmpty() {
    const content = this[this.mode];
    if (!content) return true;
    if (this.mode === "file") return !(content.src || content.content);
    return (content.members ?? Object.keys(content)).length === 0;
  }

  toString() {
    if (this.mode === "raw") return String(this.raw ?? "");
    if (this.mode !== "urlencoded") return "";
    return this.urlencoded.members.filter((one) => one.disabled !== true).map(String).join("&");
  }

  toJSON() {
    return parse(stringify({ ...this }));
  }
}

/** How a request proves who sends it: `type`, and under its name what the type wants. */
class Auth {
  constructor(given) {
    Object.assign(this, given);
    for (const [name, value] of Object.entries(given)) {
      if (Array.isArray(value)) this[name] = new List(Variable, value);
    }
  }

  use(type, values) {
    this.type = type;
    this[type] = new List(Variable, values ?? []);
  }

  clear(type) {
    delete this[type];
  }

  update(values, type = this.type) {
    this[type] ??= new List(Variable, []);
    this[type].assimilate(new List(Variable, values));
  }

  parameters() {
    return this[this.type];
  }
}

class PostmanRequest {
  constructor(given) {
    if (typeof given === "string") given = { url: given };
    this.url = new Url(given?.url);
    this.headers = headersOf(given?.header ?? given?.headers);
    this.method = String(given?.method ?? "GET").toUpperCase();
    this.body = given?.body === undefined || given.body === null ? undefined : new Body(given.body);
    this.auth = given?.auth ? new Auth(given.auth) : undefined;
    this.description = given?.description;
  }

  get to() {
    return expect(this).to;
  }

  update(given) {
    if (given?.url !== undefined) this.url.update(given.url);
    if (given?.header) this.headers.repopulate(given.header);
    if (given?.method) this.method = String(given.method).toUpperCase();
    if (given?.body) this.body = new Body(given.body);
    if (given?.auth) this.auth = new Auth(given.auth);
  }

  authorizeUsing(type, values) {
    if (isObject(type) && values === undefined) [type, values] = [type.type, type[type.type]];
    if (type === null) this.auth = undefined;
    else (this.auth ??= new Auth({})).use(type, values);
  }

  getHeaders({ enabled, ignoreCase, multiValue, sanitizeKeys } = {}) {
    return this.headers.toObject(enabled, !ignoreCase, multiValue, sanitizeKeys);
  }

  forEachHeader(look) {
    this.headers.all().forEach((header) => look(header, this));
  }

  addHeader(header) {
    this.headers.add(header);
  }

  removeHeader(which, { ignoreCase } = {}) {
    const name = typeof which === "string" ? which : which?.key;
    if (!name) return;
    const written = (key) => (ignoreCase ? key.toLowerCase() : key);
    this.headers.remove((header) => written(header.key) === written(name));
  }

  upsertHeader(header) {
    if (!header?.key) return;
    const existing = this.headers.find({ key: header.key });
    if (existing) existing.value = header.value;
    else this.headers.add(header);
  }

  addQueryParams(items) {
    this.url.addQueryParams(items);
  }

  removeQueryParams(items) {
    this.url.removeQueryParams(items);
  }

  size() {
    const body = bytesOf(this.body ? String(this.body) : "").length;
    return { body, header: 0, total: body, source: "computed" };
  }

  clone() {
    return new PostmanRequest(this.toJSON());
  }

  toJSON() {
    const { url, method, body, auth, description } = this;
    return parse(stringify({ url, header: this.headers, method, body, auth, description }));
  }
}

/** The request of the file with the parts that differ from before; null if none does. */
function changedRequest(original, before, request) {
  const after = request.toJSON();
  const changed = {};
  for (const part of ["method", "url", "header", "body", "auth"]) {
    if (stringify(before[part]) !== stringify(after[part])) changed[part] = after[part] ?? null;
  }
  if (!Object.keys(changed).length) return null;
  if (isObject(changed.url)) changed.url.raw = request.url.toString();
  return { ...(isObject(original) ? original : { url: original }), ...changed };
}
