/** The control for an entry, by its type. A new type of entries gets its line here. */

import { makeFiles } from "./files.mjs";
import { makeGroup, makeTicks, makeTime } from "./group.mjs";
import { makeChoice, makeLines, makeSecret, makeText, makeTick } from "./line.mjs";
import { makeRows } from "./rows.mjs";

/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */

/** @type {Record<string, (description: Description, context: Context, make: typeof makeControl) => Control>} */
const MAKERS = {
  text: makeText,
  lines: makeLines,
  secret: makeSecret,
  choice: makeChoice,
  tick: makeTick,
  ticks: makeTicks,
  time: makeTime,
  files: makeFiles,
  group: makeGroup,
  rows: makeRows,
};

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeControl(description, context) {
  return MAKERS[description.type](description, context, makeControl);
}
