/** A chat: its entries in groups, with days, times, and a line above what is new. Earlier ones come when they are asked for. */

import { element, hold } from "../../../toolkit/widgets/javascript/dom.mjs";
import { day } from "../../../toolkit/widgets/javascript/times.mjs";
import { makeEntry } from "./entry.mjs";

/** @typedef {import("./entry.mjs").Entry} Entry */
/** @typedef {import("./entry.mjs").EntryContent} EntryContent */
/** @typedef {import("./entry.mjs").Tools} Tools */
/** @typedef {{ key: string, title: string, entries: EntryContent[] }} Part */
/** @typedef {ReturnType<typeof makeChat>} Chat */

const PAUSE = 5 * 60_000; // milliseconds: messages that are closer together, and of one person, are one group with one time
export const MANY = 40; // entries that a chat shows at first, and more at a time

/** @param {Tools} tools */
export function makeChat(tools) {
  const list = element("ol", { class: "kz-bubbles" });
  /** @type {Map<string, Entry>} */
  const shown = new Map();
  /** @type {Map<string, HTMLElement>} */
  const marks = new Map();
  let first = -1; // the number of the earliest entry that is shown
  let seen = -1; // the number of the newest that was on the page
  let hidden = 0;
  /** @type {EntryContent[]} */
  let entries = [];

  return {
    node: list,

    /** How many earlier entries are there to be shown. */
    get hidden() {
      return hidden;
    },

    /** How many entries are new and were not on the page. */
    get unseen() {
      return entries.filter((entry) => entry.number > seen).length;
    },

    /** @param {Part} part what it has now; nothing is drawn */
    take(part) {
      if (!entries.length) seen = Math.max(-1, ...part.entries.filter((entry) => !entry.new).map((entry) => entry.number));
      entries = part.entries;
    },

    /** Show its entries; they are seen then. */
    show() {
      if (first < 0) first = entries[Math.max(0, entries.length - MANY)].number;
      seen = entries[entries.length - 1].number;
      draw();
    },

    /** Show so many earlier ones too. */
    showEarlier() {
      first = entries[Math.max(0, hidden - MANY)].number;
      draw();
    },
  };

  function draw() {
    const drawn = entries.filter((entry) => entry.number >= first);
    hidden = entries.length - drawn.length;
    /** @type {HTMLElement[]} */
    const nodes = [];
    let isNew = false;
    drawn.forEach((entry, index) => {
      const before = drawn[index - 1];
      const next = drawn[index + 1];
      const starts = entry.new && !isNew;
      if (!before || day(before.at) !== day(entry.at)) nodes.push(mark(`day ${day(entry.at)}`, day(entry.at), "kz-day"));
      if (starts) nodes.push(mark("new", "New", "kz-new"));
      isNew ||= starts;
      const there = shown.get(entry.key) ?? makeEntry(entry, tools);
      shown.set(entry.key, there);
      there.show(entry, {
        isFirst: starts || !before || !goesOn(before, entry),
        isLast: !next || !goesOn(entry, next) || entry.new !== next.new,
      });
      nodes.push(there.node);
    });
    hold(list, nodes);
  }

  /** @param {string} key @param {string} text @param {string} kind */
  function mark(key, text, kind) {
    const node = marks.get(key) ?? element("li", { class: kind }, element("span", {}, text));
    marks.set(key, node);
    return node;
  }
}

/** @param {EntryContent} entry @param {EntryContent} next */
function goesOn(entry, next) {
  return entry.who === next.who && entry.own === next.own && next.at - entry.at < PAUSE && day(entry.at) === day(next.at);
}
