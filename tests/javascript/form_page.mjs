/** What a form needs of a page beside `page.mjs`: inputs that are typed into, a tab that keeps texts, HTML that is parsed. */

import { Element, Model, newView } from "./page.mjs";

const { prototype } = Element;
Object.assign(prototype, {
  removeAttribute(name) {
    delete this.attributes[name];
  },
  getAttribute(name) {
    return this.attributes[name] ?? null;
  },
  replaceChildren(...children) {
    for (const child of [...this.childNodes]) child.remove();
    this.append(...children);
  },
  replaceWith(other) {
    this.parent.insertBefore(other, this);
    this.remove();
  },
  contains(other) {
    return this.holds(other);
  },
  /** Events as a browser sends them. */
  hears(event, more = {}) {
    for (const heard of this.listeners[event] ?? []) heard({ preventDefault() {}, detail: 1, ...more });
  },
  write(text) {
    this.focus();
    this.value = text;
    this.hears("input");
  },
  leave() {
    this.hears("change");
  },
  enter() {
    this.focus();
    this.hears("keydown", { key: "Enter" });
  },
});
for (const name of ["hidden", "required", "disabled", "multiple"]) {
  Object.defineProperty(prototype, name, {
    get() {
      return name in this.attributes;
    },
    set(whether) {
      if (whether) this.attributes[name] = "";
      else delete this.attributes[name];
    },
  });
}
for (const name of ["title", "type", "placeholder"]) {
  Object.defineProperty(prototype, name, {
    get() {
      return this.attributes[name] ?? "";
    },
    set(text) {
      this.attributes[name] = text;
    },
  });
}
prototype.click = function () {
  if (this.disabled) return;
  this.focus();
  this.hears("click");
};

const listeners = {};
globalThis.window = {
  addEventListener: (event, heard) => (listeners[event] ??= []).push(heard),
  removeEventListener: (event, heard) => (listeners[event] = listeners[event].filter((one) => one !== heard)),
  /** A key that the page hears first. */
  press: (key) => (listeners.keydown ?? []).forEach((heard) => heard(key)),
};
globalThis.location = { pathname: "/lab" };
const tab = new Map();
globalThis.sessionStorage = {
  getItem: (key) => tab.get(key) ?? null,
  setItem: (key, text) => tab.set(key, text),
  removeItem: (key) => tab.delete(key),
  clear: () => tab.clear(),
  all: () => [...tab.values()].join(),
};
globalThis.DOMParser = class {
  parseFromString(html) {
    const body = new Element("body");
    body.append(`HTML: ${html}`);
    return { body };
  }
};
document.importNode = (node) => node;

export const KEY = "cell-1 A step 1";

/** A field of the content, as Python describes it. */
export function field(name, more = {}) {
  const kind = { type: "text", raw: "", label: name, hint: "", help: "", required: false, longest: 0 };
  return { name, wire: name, problems: {}, notes: {}, stamp: 0, by: "", cell: "as the cell says", ...kind, ...more };
}

/** The content of a form. */
export function content(fields, more = {}) {
  const request = { method: "POST", base: "{{url}}", path: "/", request: null };
  const said = { hint: "* needed", progress: null, note: "", said: "", problem: "", kept: "", reply: null };
  const state = { round: 0, sent: false, done: false, folded: false, ...said };
  return { key: KEY, title: "A step", fields, first: fields.length, ...request, ...state, ...more };
}

/** A model of a form, whose messages with bytes are noted too. */
export function newModel(state) {
  const model = new Model({ content: state });
  model.send = (message, callbacks, buffers) => model.sent.push(buffers ? { ...message, bytes: buffers[0].byteLength } : message);
  return model;
}

export { Element, newView };
