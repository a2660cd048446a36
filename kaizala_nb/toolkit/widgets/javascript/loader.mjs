/** What every widget brings along: it fetches the shared modules, links them once a page, and calls the one that draws this widget. */

/** @typedef {import("./types.d.mts").Model} Model */
/** @typedef {import("./types.d.mts").Library} Library */

/** @type {Map<string, Promise<string>>} the addresses of modules, by version and path */
const linked = (/** @type {any} */ (globalThis)[Symbol.for("kaizala-nb.modules")] ??= new Map());

const SOON = 3_000; // milliseconds until a view says what it waits for

/**
 * @param {Model} model
 * @param {HTMLElement} el
 * @returns {Promise<Library>}
 */
async function library(model, el) {
  const manager = model.widget_manager;
  if (manager?.get_model) {
    const shared = await manager.get_model(model.get("_library").slice("IPY_MODEL_".length)).catch((trouble) => {
      if (manager.create_view) throw trouble;
    });
    if (shared) return { version: shared.get("version"), modules: shared.get("modules"), style: shared.get("style") };
  }
  return new Promise((found) => {
    const words = setTimeout(() => (el.textContent = "This waits for its kernel. If it stays so, run its cell again."), SOON);
    model.on("msg:custom", hear);
    model.send({ kind: "library" });

    /** @param {Library & { kind: string }} message */
    function hear(message) {
      if (message.kind !== "library") return;
      model.off("msg:custom", hear);
      clearTimeout(words);
      el.textContent = "";
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

/**
 * Do what ipywidgets does for a view in Jupyter, and marimo does not: give it its classes, and count it.
 *
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {() => void} end
 */
function withoutJupyter(model, el, end) {
  el.classList.add(...(model.get("_dom_classes") ?? []));
  model.send({ kind: "view", more: 1 });
  return () => {
    model.send({ kind: "view", more: -1 });
    end();
  };
}

/** @param {{ model: Model, el: HTMLElement }} view */
async function render({ model, el }) {
  try {
    const shared = await library(model, el);
    const { render } = await import(await link(shared, model.get("_module")));
    const end = render({ model, el, style: shared.style });
    return model.widget_manager?.create_view ? end : withoutJupyter(model, el, end);
  } catch (trouble) {
    el.textContent = "This cannot be shown. Run its cell again.";
    throw trouble;
  }
}

export default { render };
