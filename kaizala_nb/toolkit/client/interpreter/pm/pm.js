// The object `pm`, made of what the host says about the request.

function fixed(object, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) Object.defineProperty(object, name, { value, configurable: true });
  }
  return object;
}

/** Skips the request: nothing of the script is done after that. */
function skipRequest() {
  tell("skip");
  ended = true;
  throw new Error("the request is skipped");
}

function setNextRequest(name) {
  if (name !== undefined) tell("next", name === null ? null : String(name));
}

function makePm(scene) {
  const { variables } = scene;
  const globals = new VariableScope("global", variables.global);
  const collectionVariables = new VariableScope("collection", variables.collection);
  const environment = new VariableScope("environment", variables.environment);
  const iterationData = new VariableScope("data", variables.data);
  const wider = [iterationData, environment, collectionVariables, globals];
  const response = scene.said ? seenStatus(new PostmanResponse(scene.said), ["code", "status"]) : undefined;
  const isBefore = scene.event === "prerequest";
  environment.name = scene.environment;
  const pm = {};
  fixed(pm, {
    info: fixed({}, {
      eventName: scene.event,
      iteration: scene.iteration,
      iterationCount: scene.iterations,
      requestName: scene.name,
      requestId: tell("dynamic", "$guid"),
    }),
    globals,
    environment,
    collectionVariables,
    iterationData,
    variables: new VariableScope("local", variables.local, wider),
    request: new PostmanRequest(scene.request),
    response,
    cookies: response ? response.cookies : cookiesOf([]),
    expect,
    sendRequest: (request, callback) => sendRequest(pm, request, callback),
    visualizer: {
      set: () => tell("note", "pm.visualizer.set draws a picture of the reply: that is not done."),
      clear: () => undefined,
    },
    execution: {
      setNextRequest,
      ...(isBefore ? { skipRequest } : {}),
      location: fixed([...scene.location], { current: scene.place || scene.name }),
      runRequest: () => missing("pm.execution.runRequest"),
    },
    require: (name) => missing(name),
    vault: fixed({}, {
      get: () => missing("pm.vault"),
      set: () => missing("pm.vault"),
      unset: () => missing("pm.vault"),
    }),
  });
  fixed(pm, { test: makeTest(pm) });
  return pm;
}
