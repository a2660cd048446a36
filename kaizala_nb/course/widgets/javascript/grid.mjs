/** The control for boxes in rows and columns: a table with a box to tick in each cell that there is. */

import { element, newId } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeSet } from "../../../toolkit/widgets/javascript/group.mjs";
import { button, onPress } from "../../../toolkit/widgets/javascript/row_buttons.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/control.d.mts").Control} Control */
/** @typedef {import("../../../toolkit/widgets/javascript/control.d.mts").Context} Context */
/** @typedef {import("../../../toolkit/widgets/javascript/control.d.mts").Description} Description */

const BETWEEN = " › "; // a row and a column in the name of a cell

/**
 * @param {Description} description its `choices` are the cells: "row › column"
 * @param {Context} context
 * @returns {Control}
 */
export function makeGrid(description, context) {
  /** @type {string[]} */
  const cells = description.choices ?? [];
  const [rows, columns] = [0, 1].map((part) => [...new Set(cells.map((cell) => cell.split(BETWEEN)[part]))]);
  const heads = columns.map((column) => element("th", { scope: "col", id: newId() }, column));
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();
  const body = element("tbody", {}, ...rows.map(makeRow));
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Permission"), ...heads));
  const table = element("table", { class: "kz-grid", "aria-label": description.label }, head, body);
  const [all, none] = ["Tick all", "Tick none"].map((words) => button(words, "kz-press kz-small"));
  const buttons = element("div", { class: "kz-buttons" }, all, none);
  const set = makeSet(description, context, element("div", { class: "kz-table" }, table), buttons);
  onPress(all, () => tickAll(true));
  onPress(none, () => tickAll(false));

  /** @param {string} row */
  function makeRow(row) {
    const name = element("th", { scope: "row", id: newId() }, row);
    return element("tr", {}, name, ...columns.map((column, index) => makeCell(row + BETWEEN + column, `${name.id} ${heads[index].id}`)));
  }

  /** @param {string} cell @param {string} ids of the elements that have its name */
  function makeCell(cell, ids) {
    if (!cells.includes(cell)) return element("td");
    const box = element("input", { type: "checkbox", "aria-labelledby": ids });
    box.addEventListener("change", changed);
    boxes.set(cell, box);
    return element("td", {}, element("label", {}, box)); // the label makes the cell as large as a finger
  }

  /** @param {boolean} isTicked */
  function tickAll(isTicked) {
    for (const box of boxes.values()) box.checked = isTicked;
    changed();
    context.say(isTicked ? "All are ticked." : "None is ticked.");
  }

  function changed() {
    context.typing();
    context.changed();
  }

  return {
    node: set.node,
    read: () => cells.filter((cell) => boxes.get(cell)?.checked),
    write(raw) {
      for (const [cell, box] of boxes) box.checked = raw.includes(cell);
    },
    update(now, said) {
      set.update(now, said);
    },
    find: () => boxes.get(cells[0]) ?? set.node,
  };
}
