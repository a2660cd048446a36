// The names of old scripts: `postman.setEnvironmentVariable`, `responseBody`, `tests`.

function oldVariables(pm, name, scope, snapshot) {
  const text = (value) => (value || value === false ? String(value) : value);
  return {
    [`set${name}Variable`]: (key, value) => {
      snapshot[key] = text(value);
      scope.set(key, text(value));
    },
    [`get${name}Variable`]: (key) => scope.get(key),
    [`clear${name}Variable`]: (key) => {
      delete snapshot[key];
      scope.unset(key);
    },
    [`clear${name}Variables`]: () => {
      for (const key of Object.keys(snapshot)) delete snapshot[key];
      scope.clear();
    },
  };
}

function oldBody(body) {
  if (!body || body.isEmpty()) return {};
  if (body.mode === "raw") return body.raw;
  return body[body.mode]?.toObject?.(true, true, true) ?? {};
}

function putOldNames(scope, pm, { name, iteration, data }) {
  const environment = pm.environment.toObject();
  const globals = pm.globals.toObject();
  const postman = {
    ...oldVariables(pm, "Environment", pm.environment, environment),
    ...oldVariables(pm, "Global", pm.globals, globals),
    setNextRequest: pm.execution.setNextRequest,
  };
  const request = {
    id: pm.info.requestId,
    name,
    description: isObject(pm.request.description) ? pm.request.description.content : pm.request.description,
    headers: pm.request.headers.toObject(true, false, true, true),
    method: pm.request.method,
    url: pm.request.url.toString(),
    data: oldBody(pm.request.body),
  };
  const tests = makeOldTests();
  Object.assign(scope, { postman, tests, environment, globals, data, request, iteration });
  if (pm.response) {
    postman.getResponseHeader = (key) => pm.response.headers.get(key);
    postman.getResponseCookie = (key) => pm.cookies.one(key);
    Object.assign(scope, {
      responseBody: pm.response.text(),
      responseCode: seenStatus(pm.response.details(), ["code", "name"]),
      responseTime: pm.response.responseTime,
      responseHeaders: pm.response.headers.toObject(true, true),
      responseCookies: pm.cookies.all(),
    });
    for (const header of pm.response.headers) scope.responseHeaders[header.key] = header.value;
  }
  addOldMethods();
  return tests;
}

const OLD_METHODS = [
  [String.prototype, "has", (text, part) => (part instanceof RegExp ? part.test(text) : text.includes(part))],
  [Array.prototype, "each", (list, look) => (list.forEach(look), list)],
  [Array.prototype, "first", (list) => list[0]],
  [Array.prototype, "last", (list) => list[list.length - 1]],
  [Array.prototype, "unique", (list) => [...new Set(list)]],
  [Array.prototype, "compact", (list) => list.filter((one) => one !== null && one !== undefined && one === one)],
  [Array.prototype, "isEmpty", (list) => list.length === 0],
];

/** Methods of texts and lists that old scripts know from a library (sugar.js). */
function addOldMethods() {
  for (const [prototype, name, method] of OLD_METHODS) {
    Object.defineProperty(prototype, name, {
      value(...given) {
        return method(this, ...given);
      },
      writable: true,
      configurable: true,
    });
  }
}
