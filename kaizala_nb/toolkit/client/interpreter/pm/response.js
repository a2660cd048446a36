// The reply, as `pm.response` has it; and its cookies.

class Cookie extends Item {
  static parse(text) {
    const [first, ...attributes] = text.split(";").map((part) => part.trim());
    const { key, value } = QueryParam.parseOne(first);
    const cookie = { name: key, value: value ?? "", path: "/", secure: false, httpOnly: false };
    for (const attribute of attributes) {
      const { key: name, value: content } = QueryParam.parseOne(attribute);
      const found = { path: "path", domain: "domain", expires: "expires", "max-age": "maxAge" }[name.toLowerCase()];
      if (found) cookie[found] = content;
      if (name.toLowerCase() === "secure") cookie.secure = true;
      if (name.toLowerCase() === "httponly") cookie.httpOnly = true;
    }
    return cookie;
  }
}

function cookiesOf(headers) {
  const lines = headers.filter((header) => header.key.toLowerCase() === "set-cookie");
  const cookies = new List(Cookie, lines.map((header) => Cookie.parse(header.value)));
  Object.defineProperty(cookies, "jar", { value: () => missing("the jar of cookies (pm.cookies.jar)") });
  return cookies;
}

/** The line and the column where a text stops being JSON, found by the error of the parser. */
function jsonError(text, error) {
  error.name = "JSONError";
  const sign = text.trimStart()[0];
  if (sign === undefined) error.message = "No data, empty input at 1:1\n\n^";
  else if (!/[[{"\d\-tfn]/.test(sign)) error.message = `Unexpected token '${sign}' at 1:1\n${text.split("\n")[0]}\n^`;
  return error;
}

/** The object; a look at one of these names of it is noted as one at the status. */
function seenStatus(object, names) {
  for (const name of names) {
    let value = object[name];
    const get = () => {
      seeStatus();
      return value;
    };
    const set = (other) => {
      value = other;
    };
    Object.defineProperty(object, name, { get, set, enumerable: true, configurable: true });
  }
  return object;
}

class PostmanResponse {
  #said;

  /** Built of what the host says: `status`, `reason`, `standard`, `detail`, `headers`, `text`, `size`, `milliseconds`. */
  constructor(said) {
    this.#said = said ?? { headers: [] };
    this.code = this.#said.status;
    this.status = this.#said.reason || this.#said.standard;
    this.headers = headersOf(this.#said.headers.map(([key, value]) => ({ key, value })));
    this.cookies = cookiesOf(this.headers);
    this.responseTime = this.#said.milliseconds;
    this.responseSize = this.#said.size;
  }

  get to() {
    return expect(this).to;
  }

  reason() {
    return this.status;
  }

  details() {
    const { standard, detail } = this.#said;
    return { name: this.status, detail, code: this.code, standardName: standard };
  }

  text() {
    return this.#said.text;
  }

  get stream() {
    return Buffer.from(this.text() ?? "");
  }

  json(reviver) {
    const text = this.text() ?? "";
    try {
      return parse(text.replace(/^\ufeff/, ""), reviver);
    } catch (error) {
      throw jsonError(text, error);
    }
  }

  jsonp(reviver) {
    return parse(this.text().replace(/^[^(]*\(|\)[^)]*$/g, ""), reviver);
  }

  contentInfo() {
    const [type, ...rest] = (this.headers.get("content-type") ?? "").split(";");
    const charset = /charset=([^;]+)/i.exec(rest.join(";"))?.[1] ?? "utf8";
    return { contentType: this.headers.get("content-type"), mimeType: type.trim(), charset };
  }

  size() {
    const line = `HTTP/X.X ${this.code} ${this.reason()}\r\n\r\n`.length;
    const fields = this.headers.members.map(String).join("\r\n");
    const header = line + (fields && fields.length + 2);
    return { body: this.#said.size ?? 0, header, total: (this.#said.size ?? 0) + header };
  }

  toJSON() {
    const { status, code, responseTime, responseSize } = this;
    return { status, code, header: this.headers.toJSON(), body: this.text(), cookie: this.cookies.toJSON(), responseTime, responseSize };
  }
}
