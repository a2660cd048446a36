/** A page that shows widgets without Jupyter: a model is what was shown, and what the kernel answers to each message. */

import loader from "./loader.mjs";

const models = new Map();
let waiting = 0;
window.announced = [];
window.isQuiet = () => waiting === 0;

class Model {
  heard = {};

  constructor(number, state) {
    Object.assign(this, { number, state });
  }

  get(name) {
    return this.state[name];
  }

  on(event, heard) {
    (this.heard[event] ??= []).push(heard);
  }

  off(event, heard) {
    this.heard[event] = this.heard[event].filter((one) => one !== heard);
  }

  async send(message, _, buffers = []) {
    waiting += 1;
    const pieces = buffers.map((one) => [...new Uint8Array(one)]);
    for (const [kind, what] of await window.toKernel(this.number, message, pieces)) {
      if (kind === "content") this.state.content = what;
      const event = kind === "content" ? "change:content" : "msg:custom";
      for (const heard of this.heard[event] ?? []) heard(what);
      await new Promise((next) => setTimeout(next)); // each message by itself, as they come from a kernel
    }
    waiting -= 1;
  }
}

/** Show a widget; one that is there already is shown once more, as when its cell is run again. */
window.show = async (number, state) => {
  const model = models.get(number) ?? new Model(number, state);
  models.set(number, model);
  const el = document.createElement("div");
  el.className = state._dom_classes.join(" ");
  document.querySelector("main").append(el);
  await loader.render({ model, el });
};

/** Note what a live region says when it changes: the whole of it if it is atomic, else what is new in it. */
new MutationObserver((changes) => {
  const said = new Set();
  for (const { target, addedNodes } of changes) {
    const region = (target.parentElement && target instanceof Text ? target.parentElement : target).closest("[role=status], [role=log]");
    if (region?.getAttribute("aria-atomic") === "false" || region?.role === "log") for (const node of addedNodes) said.add(node);
    else if (region) said.add(region);
  }
  window.announced.push(...[...said].map((node) => node.textContent).filter(Boolean));
}).observe(document.querySelector("main"), { childList: true, characterData: true, subtree: true });
