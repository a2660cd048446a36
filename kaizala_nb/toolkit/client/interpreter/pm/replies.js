// Words of a chain about a reply: `pm.response.to.have.status(200)`, as chai-postman has them.

function wantsResponse(assertion) {
  const test = assertion._obj instanceof PostmanResponse;
  const bare = assertion.other(assertion._obj);
  bare.check(test, "expecting a postman response object but got #{this}", "not expecting a postman response object");
}

addWords(["postmanResponse"], function () {
  const test = this._obj instanceof PostmanResponse;
  this.check(test, "expecting a postman response object but got #{this}", "not expecting a postman response object");
});
addWords(["postmanRequest"], function () {
  const test = this._obj instanceof PostmanRequest;
  this.check(test, "expecting a postman request object but got #{this}", "not expecting a postman request object");
});
addWords(["postmanRequestOrResponse"], function () {
  const test = this._obj instanceof PostmanResponse || this._obj instanceof PostmanRequest;
  this.check(
    test,
    "expecting a postman request or response object but got #{this}",
    "not expecting a postman request or response object",
  );
});

function hasClass(number) {
  wantsResponse(this);
  const failed = "expected response code to be #{exp}XX but found #{act}";
  const test = Math.floor(this._obj.code / 100) === number;
  this.check(test, failed, "expected response code to not be #{exp}XX", number, this._obj.code);
}

addCalls(["statusCodeClass"], hasClass);
const CLASSES = { info: 1, success: 2, redirection: 3, clientError: 4, serverError: 5 };
for (const [word, number] of Object.entries(CLASSES)) {
  addWords([word], function () {
    hasClass.call(this, number);
  });
}
addWords(["error"], function () {
  wantsResponse(this);
  const failed = "expected response code to be 4XX or 5XX but found #{act}";
  const test = [4, 5].includes(Math.floor(this._obj.code / 100));
  this.check(test, failed, "expected response code to not be 4XX or 5XX", null, this._obj.code);
});

function hasCode(code) {
  wantsResponse(this);
  const failed = "expected response to have status code #{exp} but got #{act}";
  const found = this._obj.code;
  this.check(found === Number(code), failed, "expected response to not have status code #{act}", Number(code), found);
}

function hasReason(reason) {
  wantsResponse(this);
  const failed = "expected response to have status reason #{exp} but got #{act}";
  const found = this._obj.reason();
  this.check(found === reason, failed, "expected response to not have status reason #{act}", reason, found);
}

function isNamed(reason, code) {
  wantsResponse(this);
  const failed = "expected response to have status reason #{exp} but got #{act}";
  const found = String(this._obj.reason()).toUpperCase();
  this.check(found === reason, failed, "expected response to not have status reason #{act}", reason, found);
  hasCode.call(this, code);
}

addCalls(["statusCode"], hasCode);
addCalls(["statusReason"], function (reason) {
  hasReason.call(this, String(reason));
});
addCalls(["status"], function (wanted) {
  if (typeof wanted === "number") hasCode.call(this, wanted);
  else hasReason.call(this, wanted);
});
const REASONS = {
  accepted: [202, "ACCEPTED"],
  withoutContent: [204, "NO CONTENT"],
  badRequest: [400, "BAD REQUEST"],
  unauthorised: [401, "UNAUTHORISED"],
  unauthorized: [401, "UNAUTHORIZED"],
  forbidden: [403, "FORBIDDEN"],
  notFound: [404, "NOT FOUND"],
  notAcceptable: [406, "ACCEPTABLE"],
  rateLimited: [429, "TOO MANY REQUESTS"],
};
for (const [word, [code, reason]] of Object.entries(REASONS)) {
  addWords([word], function () {
    isNamed.call(this, reason, code);
  });
}
addWords(["ok"], function () {
  if (this._obj instanceof PostmanResponse) isNamed.call(this, "OK", 200);
  else this.check(this._obj, "expected #{this} to be truthy", "expected #{this} to be falsy");
});

addCalls(["header"], function (...given) {
  const [name, wanted] = given;
  this.other(this._obj).to.be.postmanRequestOrResponse;
  const what = this._obj instanceof PostmanRequest ? "request" : "response";
  const { headers } = this._obj;
  const key = `header with key '${String(name)}'`;
  this.check(headers.has(name), `expected ${what} to have ${key}`, `expected ${what} to not have ${key}`, true, headers.has(name));
  if (given.length < 2) return;
  const found = headers.one(name).value;
  const failed = `expected '${String(name)}' ${what} header to be #{exp} but got #{act}`;
  this.check(found === wanted, failed, `expected '${String(name)}' ${what} header to not be #{act}`, wanted, found);
});

function hasContent(assertion) {
  const text = assertion._obj.text();
  assertion.check(
    typeof text === "string" && text.length,
    "expected response to have content in body",
    "expected response to not have content in body",
  );
}

addWords(["withBody"], function () {
  wantsResponse(this);
  hasContent(this);
});

/** What is wrong with the JSON of a reply; "" if nothing is. */
function jsonProblem(response) {
  try {
    response.json();
    return "";
  } catch (error) {
    return error.name === "JSONError" ? error.message.split("\n")[0] : `${error.name}: ${error.message}`;
  }
}

function isJson(assertion) {
  const problem = jsonProblem(assertion._obj);
  const failed = `expected response body to be a valid json but got error ${problem}`;
  assertion.check(!problem, failed, "expected response body not to be a valid json");
}

addWords(["json"], function () {
  wantsResponse(this);
  isJson(this);
});

const contentOf = (response) => (jsonProblem(response) ? undefined : response.json());

addCalls(["body"], function (...given) {
  wantsResponse(this);
  const [wanted] = given;
  if (!given.length) {
    hasContent(this);
    return;
  }
  if (isPlain(wanted)) {
    const found = contentOf(this._obj);
    const not = "expected response body json to not equal #{exp} but got #{act}";
    this.check(isEqual(found, wanted), "expected response body json to equal #{exp} but got #{act}", not, wanted, found);
    return;
  }
  const text = this._obj.text();
  if (wanted instanceof RegExp) {
    const failed = "expected response body text to match #{exp} but got #{act}";
    this.check(wanted.exec(text) !== null, failed, "expected response body text #{act} to not match #{exp}", wanted, text);
    return;
  }
  this.check(text === wanted, "expected response body to equal #{exp} but got #{act}", "expected response body to not equal #{exp}", wanted, text);
});

addCalls(["jsonBody"], function (...given) {
  wantsResponse(this);
  const [path, wanted] = given;
  if (!given.length) {
    isJson(this);
    return;
  }
  if (typeof path !== "string") return;
  const content = contentOf(this._obj);
  const isPlainName = /^\w*$/.test(path) || hasOwn(Object(content), path);
  const [found, exists] = isPlainName ? [content?.[path], hasOwn(Object(content), path)] : nestedValue(content, path);
  const not = "expected #{act} in response to not contain property #{exp}";
  this.check(exists, "expected #{act} in response to contain property #{exp}", not, path, content);
  if (given.length < 2) return;
  const what = `expected response body json at "${path}"`;
  const test = isEqual(found, wanted);
  this.check(test, `${what} to contain #{exp} but got #{act}`, `${what} to not contain #{exp} but got #{act}`, wanted, found);
});

for (const [word, look] of [
  ["responseTime", (response) => response.responseTime],
  ["responseSize", (response) => response.size().total],
]) {
  addChainCalls(
    [word],
    function (...given) {
      if (given.length) this.check(this._obj === given[0], "expected #{act} to equal #{exp}", "expected #{act} to not equal #{exp}", given[0], this._obj);
    },
    function () {
      wantsResponse(this);
      this.flag("object", look(this._obj));
    },
  );
}

addCalls(["jsonSchema"], () => missing("ajv"));
