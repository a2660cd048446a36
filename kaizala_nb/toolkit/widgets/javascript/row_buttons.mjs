/** A list whose rows can be moved and removed, with the mouse or by keyboard alone. The focus goes where the work goes on. */

import { element, hold } from "./dom.mjs";

/** @typedef {{ node: HTMLElement, find: (path: string) => HTMLElement }} Item */
/** @typedef {{ item: Item, node: HTMLElement, up: HTMLButtonElement, down: HTMLButtonElement, remove: HTMLButtonElement }} Row */

/**
 * @param {string} noun what one row is called
 * @param {boolean} isFlat whether a row fits on one line
 * @param {{ changed: () => void, say: (text: string) => void, none: () => HTMLElement }} told `none` gets the focus if no row is left
 */
export function makeRowList(noun, isFlat, told) {
  const node = element("ol", { class: "kz-rows" });
  /** @type {Row[]} */
  let rows = [];

  /** @param {Item} item @returns {Row} */
  function newRow(item) {
    const [up, down, remove] = ["Up", "Down", "Remove"].map((words) => button(words, "kz-press kz-small"));
    const buttons = element("div", { class: "kz-row-buttons" }, up, down, remove);
    const kind = isFlat ? "kz-row" : "kz-row kz-row-boxed";
    const row = { item, node: element("li", { class: kind }, item.node, buttons), up, down, remove };
    onPress(up, () => move(row, -1));
    onPress(down, () => move(row, 1));
    onPress(remove, () => drop(row));
    return row;
  }

  function show() {
    rows.forEach((row, index) => {
      const name = nameOf(index).toLowerCase();
      // no title beside it: a screen reader would say it twice
      row.up.setAttribute("aria-label", `Move ${name} up`);
      row.down.setAttribute("aria-label", `Move ${name} down`);
      row.remove.setAttribute("aria-label", `Remove ${name}`);
      row.up.disabled = index === 0;
      row.down.disabled = index === rows.length - 1;
    });
    hold(node, rows.map((row) => row.node));
  }

  /** @param {number} index */
  function nameOf(index) {
    return `${noun} ${index + 1}`;
  }

  /** @param {Row} row @param {number} by */
  function move(row, by) {
    const from = rows.indexOf(row);
    rows.splice(from, 1);
    rows.splice(from + by, 0, row);
    show();
    told.changed();
    const [pressed, other] = by < 0 ? [row.up, row.down] : [row.down, row.up];
    (pressed.disabled ? other : pressed).focus();
    told.say(`${noun} ${from + 1} is ${noun.toLowerCase()} ${from + by + 1} of ${rows.length} now.`);
  }

  /** @param {Row} row */
  function drop(row) {
    const index = rows.indexOf(row);
    rows.splice(index, 1);
    show();
    told.changed();
    (rows[Math.min(index, rows.length - 1)]?.remove ?? told.none()).focus();
    told.say(`${nameOf(index)} is removed. There ${rows.length === 1 ? "is 1" : `are ${rows.length}`} left.`);
  }

  return {
    node,
    nameOf,
    items: () => rows.map((row) => row.item),

    /** @param {Item[]} items */
    set(items) {
      rows = items.map((item) => rows.find((row) => row.item === item) ?? newRow(item));
      show();
    },
  };
}

/** @param {string} words @param {string} kind */
export function button(words, kind) {
  return element("button", { type: "button", class: kind }, words);
}

/**
 * Hear presses of a button. The second click of a double click is none.
 *
 * @param {HTMLElement} pressed
 * @param {() => void} then
 */
export function onPress(pressed, then) {
  pressed.addEventListener("click", (event) => {
    if (event.detail < 2) then();
  });
}
