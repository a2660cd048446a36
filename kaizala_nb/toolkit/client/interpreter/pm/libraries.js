// What a script finds by `require`, and what it does not find.

function uuid() {
  return tell("dynamic", "$guid") ?? "";
}
uuid.v4 = () => uuid();

const LIBRARIES = {
  "crypto-js": () => CryptoJS,
  atob: () => atobOf,
  btoa: () => btoaOf,
  buffer: () => ({ Buffer }),
  chai: () => ({ expect, AssertionError, Assertion }),
  uuid: () => uuid,
};
const GLOBAL_LIBRARIES = { _: "lodash", tv4: "tv4", xml2Json: "xml2Json", cheerio: "cheerio", Backbone: "Backbone" };

function requireLibrary(name) {
  return hasOwn(LIBRARIES, name) ? LIBRARIES[name]() : missing(name);
}

/** Names that every script finds without asking. The libraries among them end a script that looks at them. */
function putLibraries(scope) {
  Object.assign(scope, { CryptoJS, Buffer, atob: atobOf, btoa: btoaOf, require: requireLibrary });
  for (const [name, library] of Object.entries(GLOBAL_LIBRARIES)) {
    Object.defineProperty(scope, name, {
      get: () => missing(library),
      set: (value) => Object.defineProperty(scope, name, { value, writable: true, configurable: true }),
      configurable: true,
    });
  }
}
