/** As much of a page as the modules need: elements, a style sheet, a model. HTML in a text is an error, by construction. */

class Node {
  childNodes = [];
  parent = null;

  append(...parts) {
    for (const part of parts) this.insertBefore(typeof part === "string" ? new Text(part) : part, null);
  }

  insertBefore(child, next) {
    child.remove();
    child.parent = this;
    this.childNodes.splice(next === null ? this.childNodes.length : this.childNodes.indexOf(next), 0, child);
  }

  remove() {
    if (this.parent) this.parent.childNodes.splice(this.parent.childNodes.indexOf(this), 1);
    if (document.activeElement && this.holds(document.activeElement)) document.activeElement = document.body;
    this.parent = null;
  }

  holds(other) {
    return this === other || this.childNodes.some((child) => child.holds(other));
  }

  contains(other) {
    return Boolean(other) && this.holds(other);
  }

  replaceChildren(...parts) {
    for (const child of [...this.childNodes]) child.remove();
    this.append(...parts);
  }

  get textContent() {
    return this.childNodes.map((child) => child.textContent).join("");
  }

  set textContent(text) {
    for (const child of [...this.childNodes]) child.remove();
    if (text) this.append(text);
  }
}

class Text extends Node {
  constructor(text) {
    super();
    this.text = text;
  }

  get textContent() {
    return this.text;
  }
}

export class Element extends Node {
  attributes = {};
  listeners = {};
  dataset = {};
  value = "";
  checked = false;
  selectedIndex = 0;
  scrollTop = 0;
  scrollHeight = 0;
  clientHeight = 0;

  constructor(tag) {
    super();
    this.tag = tag;
  }

  get children() {
    return this.childNodes.filter((child) => child instanceof Element);
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get ownerDocument() {
    return document;
  }

  get id() {
    return this.attributes.id ?? "";
  }

  set id(id) {
    this.attributes.id = id;
  }

  get className() {
    return this.attributes.class ?? "";
  }

  set className(kind) {
    this.attributes.class = kind;
  }

  get classList() {
    const others = (name) => (this.className ?? "").split(" ").filter((one) => one && one !== name);
    return {
      add: (...names) => (this.className = [this.className, ...names].join(" ").trim()),
      toggle: (name, on) => (this.className = [...others(name), ...(on ? [name] : [])].join(" ")),
    };
  }

  set innerHTML(html) {
    throw new Error(`HTML: ${html}`);
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  getRootNode() {
    return this.parent ? this.parent.getRootNode() : this;
  }

  closest(selector) {
    if (this.className.split(" ").includes(selector.slice(1))) return this;
    return this.parent?.closest(selector) ?? null;
  }

  matches(selector) {
    return selector === ":focus-within" && Boolean(document.activeElement) && this.holds(document.activeElement);
  }

  focus() {
    document.activeElement = this;
  }

  addEventListener(event, heard) {
    (this.listeners[event] ??= []).push(heard);
  }

  click() {
    this.focus();
    this.fire("click", { detail: 1 });
  }

  /** Something happens to it. */
  fire(event, about = {}) {
    for (const heard of this.listeners[event] ?? []) heard(about);
  }

  /** The elements in it of a tag, in their order. */
  all(tag) {
    return this.children.flatMap((child) => [...(child.tag === tag ? [child] : []), ...child.all(tag)]);
  }

  /** The one that has an attribute of this value. */
  by(name, value) {
    for (const child of this.children) {
      const found = child.attributes[name] === value ? child : child.by(name, value);
      if (found) return found;
    }
    return undefined;
  }
}

globalThis.ShadowRoot = class extends Node {
  adoptedStyleSheets = [];
  ownerDocument = document;

  getRootNode() {
    return this;
  }
};
globalThis.CSSStyleSheet = class {
  replaceSync(text) {
    this.text = text;
  }
};
globalThis.ResizeObserver = class {
  observe() {}

  disconnect() {}
};
globalThis.requestAnimationFrame = (then) => then();
globalThis.document = { createElement: (tag) => new Element(tag), adoptedStyleSheets: [], activeElement: null };
document.body = new Element("body");
document.importNode = (node) => node;
globalThis.DOMParser = class {
  parseFromString(html) {
    return { body: { childNodes: html ? [new Text(html)] : [] } }; // as it stands: a test looks for the text of it
  }
};
globalThis.window = new Element("window");
window.removeEventListener = (event, heard) => (window.listeners[event] = window.listeners[event].filter((one) => one !== heard));
globalThis.location = { pathname: "/lab" };
const stored = new Map();
globalThis.sessionStorage = {
  getItem: (key) => stored.get(key) ?? null,
  setItem: (key, value) => stored.set(key, value),
  removeItem: (key) => stored.delete(key),
};

/** A model as anywidget gives it to a module. What the module sends is in `sent`. */
export class Model {
  sent = [];
  heard = {};

  constructor(state) {
    this.state = state;
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

  send(message) {
    this.sent.push(message);
  }

  /** The kernel has sent a new value. */
  set(name, value) {
    this.state[name] = value;
    for (const heard of this.heard[`change:${name}`] ?? []) heard();
  }

  /** Its kernel is gone. */
  dies() {
    for (const heard of this.heard.comm_live_update ?? []) heard();
  }

  /** The kernel has sent a message, with buffers if it has some. */
  says(message, buffers = []) {
    for (const heard of [...(this.heard["msg:custom"] ?? [])]) heard(message, buffers);
  }
}

/** The element of a view that stands on the page. */
export function newView() {
  const el = new Element("div");
  document.body.append(el);
  return el;
}
