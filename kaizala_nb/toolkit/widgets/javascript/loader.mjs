/** What every widget brings along: it fetches the shared modules, links them once a page, and calls the one that draws this widget. */

/** @typedef {import("./types.d.mts").Model} Model */
/** @typedef {import("./types.d.mts").Library} Library */

/** @type {Map<string, Promise<string>>} the addresses of modules, by version and path */
const linked = (/** @type {any} */ (globalThis)[Symbol.for("kaizala-nb.modules")] ??= new Map());

/**
 * @param {Model} model
 * @returns {Promise<Library>}
 */
async function library(model) {
  const manager = model.widget_manager;
  if (manager?.get_model) {
    const shared = await manager.get_model(model.get("_library").slice("IPY_MODEL_".length));
    return { version: shared.get("version"), modules: shared.get("modules"), style: shared.get("style") };
  }
  return new Promise((found) => {
    model.on("msg:custom", hear);
    model.send({ kind: "library" });

    /** @param {Library & { kind: string }} message */
    function hear(message) {
      if (message.kind !== "library") return;
      model.off("msg:custom", hear);
      found(message);
    }
  });
}

/**
 * @param {Library} shared
 * @param {string} path
 * @returns {Promise<string>}
 */
function link(shared, path) {
  const key = `${shared.version} ${path}`;
  const address = linked.get(key) ?? made(shared, path);
  linked.set(key, address);
  return address;
}

/**
 * @param {Library} shared
 * @param {string} path
 */
async function made(shared, path) {
  let source = shared.modules[path];
  for (const [, there] of source.matchAll(/ from "(\.[^"]+)"/g)) {
    const other = new URL(there, `file:///${path}`).pathname.slice(1);
    source = source.replaceAll(`"${there}"`, `"${await link(shared, other)}"`);
  }
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

/** @param {{ model: Model, el: HTMLElement }} view */
async function render({ model, el }) {
  try {
    const shared = await library(model);
    const { render } = await import(await link(shared, model.get("_module")));
    return render({ model, el, style: shared.style });
  } catch (trouble) {
    el.textContent = "This cannot be shown. Run its cell again.";
    throw trouble;
  }
}

export default { render };
