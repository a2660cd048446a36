// The address of a request, in its parts.

const splitHost = (host) => host.split(/\.(?![^{]*\}{2})/g);

/** The parts of an address that is written as one text. */
function partsOf(text) {
  const parts = {};
  let rest = text.trim();
  const cut = (sign) => {
    const at = rest.indexOf(sign);
    if (at < 0) return undefined;
    const after = rest.slice(at + sign.length);
    rest = rest.slice(0, at);
    return after;
  };
  parts.hash = cut("#");
  const query = cut("?");
  if (query !== undefined) parts.query = QueryParam.parse(query);
  const protocol = /^([a-zA-Z{][\w+.{}-]*):\/\//.exec(rest);
  if (protocol) {
    [, parts.protocol] = protocol;
    rest = rest.slice(protocol[0].length);
  }
  const path = cut("/");
  if (path !== undefined) parts.path = path.split("/");
  const at = rest.lastIndexOf("@");
  if (at >= 0) {
    const [user, ...password] = rest.slice(0, at).split(":");
    parts.auth = { user, password: password.length ? password.join(":") : undefined };
    rest = rest.slice(at + 1);
  }
  const port = /:(\d+|\{\{[^{}]*\}\})$/.exec(rest);
  if (port) {
    [, parts.port] = port;
    rest = rest.slice(0, -port[0].length);
  }
  if (rest) parts.host = splitHost(rest);
  const names = new Set((parts.path ?? []).filter((one) => /^:./.test(one)).map((one) => one.slice(1).split(".")[0]));
  parts.variable = [...names].map((key) => ({ key }));
  return parts;
}

class Url {
  constructor(given) {
    this.update(given);
  }

  static parse(text) {
    return partsOf(String(text));
  }

  update(given) {
    if (given instanceof Url) given = given.toJSON();
    const parts = isObject(given) ? given : partsOf(String(given ?? ""));
    let { path, host } = parts;
    if (typeof path === "string") path = path.replace(/^\//, "").split("/");
    if (typeof host === "string") host = splitHost(host);
    this.protocol = parts.protocol;
    this.auth = parts.auth;
    this.host = host;
    this.port = parts.port;
    this.path = path?.map((one) => (isObject(one) ? one.value : one));
    this.hash = parts.hash;
    this.query = parametersOf(parts.query);
    const variables = Array.isArray(parts.variable) ? parts.variable : [];
    this.variables = new List(Variable, variables.map((one) => ({ ...one, key: one.key ?? one.id })));
  }

  addQueryParams(items) {
    this.query.populate(items);
  }

  removeQueryParams(items) {
    const names = [].concat(items).map((one) => one?.key ?? one);
    this.query.remove((item) => names.includes(item.key));
  }

  getHost() {
    return Array.isArray(this.host) ? this.host.join(".") : String(this.host ?? "");
  }

  getRemote(withPort) {
    const usual = this.protocol === "https" ? "443" : "80";
    const port = this.port ?? (withPort ? usual : undefined);
    return port === undefined ? this.getHost() : `${this.getHost()}:${port}`;
  }

  getPath(unresolved) {
    const segments = (this.path ?? []).map((segment) => {
      const name = /^:([^.]+)/.exec(segment)?.[1];
      const value = name === undefined || unresolved ? undefined : this.variables.get(name);
      return typeof value === "string" && value ? value + segment.slice(name.length + 1) : segment;
    });
    return `/${segments.join("/")}`;
  }

  getQueryString() {
    return this.query.members.filter((one) => one.disabled !== true).map(String).join("&");
  }

  getPathWithQuery() {
    const query = this.getQueryString();
    return this.getPath() + (query && `?${query}`);
  }

  toString(withProtocol) {
    const protocol = this.protocol || (withProtocol ? "http" : "");
    let text = protocol && !protocol.endsWith("://") ? `${protocol}://` : protocol;
    if (this.auth) {
      const { user, password } = this.auth;
      text += `${user ?? ""}${typeof password === "string" ? `:${password}` : ""}@`;
    }
    text += this.getHost();
    if (this.port !== undefined && this.port !== null) text += `:${this.port}`;
    if (this.path) text += this.getPath();
    if (this.query.members.some((one) => one.disabled !== true)) text += `?${this.getQueryString()}`;
    return typeof this.hash === "string" ? `${text}#${this.hash}` : text;
  }

  toJSON() {
    const { protocol, auth, host, port, path, hash } = this;
    const parts = { protocol, auth, host, port, path, hash, query: this.query.toJSON(), variable: this.variables.toJSON() };
    return parse(stringify(parts));
  }
}
