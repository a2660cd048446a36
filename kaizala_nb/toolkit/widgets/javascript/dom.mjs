/** Elements, made in one way: whatever comes from outside becomes a text node, never HTML. */

/** @typedef {string | Node | null | undefined} Part */

/**
 * An element of some kind, with attributes and with parts in it; a string among the parts is text.
 *
 * An attribute that is `undefined` or `false` is left out, and `true` stands without a value.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | boolean | undefined>} [attributes]
 * @param {...Part} parts
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...parts) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on") || name === "style") throw new Error(`${name} is code or style, and not an attribute of ours.`);
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...parts.filter((part) => part !== null && part !== undefined));
  return made;
}

/**
 * A paragraph.
 *
 * @param {string} text
 * @param {string} [kind] its classes
 */
export function paragraph(text, kind) {
  return element("p", { class: kind }, text);
}

/**
 * Let a node say a text. A node that says it already is left alone: a screen reader would read it out again.
 *
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const own = crypto.getRandomValues(new Uint32Array(1))[0].toString(36); // a page may link this module more than once
let count = 0;

/** An id that no other element of the page has. */
export function newId() {
  count += 1;
  return `kz-${own}-${count}`;
}

/**
 * Let an element hold these children, in this order. One that is there already stays the node that it is, and is moved only if
 * it stands elsewhere: what is typed into it stays, and the focus too.
 *
 * @param {Element} parent
 * @param {readonly Element[]} children
 */
export function hold(parent, children) {
  for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
}
