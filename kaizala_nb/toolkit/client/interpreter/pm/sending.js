// `pm.sendRequest`: the host sends the request, by its own rules.

/** The reply to a request. Raises an error if there is none. */
function replyTo(request) {
  if (!request) throw new Error("sendrequest: nothing to request");
  const text = tell("send", stringify(new PostmanRequest(request)));
  const { error, said } = text === null ? { error: "the script has ended" } : parse(text);
  if (error) throw new Error(error);
  return new PostmanResponse(said);
}

/** Sends a request. The answer comes later, to a function or as a promise. */
function sendRequest(pm, request, callback) {
  if (typeof callback !== "function") {
    return new Promise((resolve, reject) => {
      later(() => {
        try {
          resolve(replyTo(request));
        } catch (error) {
          reject(error);
        }
      }, 0);
    });
  }
  later(() => {
    let failure = null;
    let response = new PostmanResponse();
    try {
      response = replyTo(request);
    } catch (error) {
      failure = error;
    }
    callback.call(pm, failure, response, { cookies: response.cookies });
  }, 0);
  return pm;
}
