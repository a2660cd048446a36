/** The control for a list: a row for each value. Rows are added, moved and removed here; the kernel hears of what stands in them. */

import { element } from "./dom.mjs";
import { makeSet } from "./group.mjs";
import { describe } from "./line.mjs";
import { button, makeRowList, onPress } from "./row_buttons.mjs";

/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */
/** @typedef {import("./control.d.mts").Said} Said */
/** @typedef {import("./group.mjs").Make} Make */

/** @type {Said} */
const NOTHING = { problems: {}, notes: {}, path: "" };

/**
 * @param {Description} description
 * @param {Context} context
 * @param {Make} make
 * @returns {Control}
 */
export function makeRows(description, context, make) {
  const { noun = "Row", flat = false, row = { type: "text" } } = description;
  let said = NOTHING;
  const add = button(`Add ${/^[AEIOU]/.test(noun) ? "an" : "a"} ${noun.toLowerCase()}`, "kz-press kz-small");
  const list = makeRowList(noun, flat, {
    changed() {
      said = NOTHING; // what was said is about other rows now
      show();
      context.typing();
      context.changed();
    },
    say: context.say,
    none: () => add,
  });
  const set = makeSet(description, context, list.node, element("div", {}, add));
  onPress(add, () => insert(items().length));

  /** @returns {Control[]} */
  function items() {
    return /** @type {Control[]} */ (list.items());
  }

  /** @returns {Control} */
  function newItem() {
    const inner = {
      ...context,
      top: false,
      entered() {
        if (flat) goOnAfter(item);
      },
    };
    const item = make(row, inner);
    item.write(row.blank);
    return item;
  }

  /** @param {number} position */
  function insert(position) {
    const all = items();
    all.splice(position, 0, newItem());
    list.set(all);
    said = NOTHING;
    show();
    context.typing();
    context.changed();
    items()[position].find("").focus();
  }

  /** Go on in the next row, after Enter in a row. If that is not empty, insert a row before it. @param {Control} item */
  function goOnAfter(item) {
    const position = items().indexOf(item) + 1;
    const next = items()[position];
    const blank = JSON.stringify(row.blank);
    if (next && JSON.stringify(next.read()) === blank) next.find("").focus();
    else if (JSON.stringify(item.read()) !== blank) insert(position);
  }

  function show() {
    const outer = set.update(description, said);
    describe(add, [items().length ? "" : outer], false); // a button is never "wrong" itself
    items().forEach((item, index) => {
      item.update({ ...row, label: list.nameOf(index) }, { ...said, path: `${said.path}/${index}`, outer: index === 0 ? outer : "" });
    });
  }

  return {
    node: set.node,
    read: () => items().map((item) => item.read()),
    write(raw) {
      const all = items();
      list.set(raw.map((/** @type {unknown} */ _, /** @type {number} */ index) => all[index] ?? newItem()));
      items().forEach((item, index) => item.write(raw[index]));
      show();
    },
    update(now, told) {
      description = now;
      said = told;
      show();
    },
    find(path) {
      const [, index = "0", rest = ""] = /^\/(\d+)(.*)$/.exec(path) ?? [];
      return items()[Number(index)]?.find(rest) ?? add;
    },
  };
}
