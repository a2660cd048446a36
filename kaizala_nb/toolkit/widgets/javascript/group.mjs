/** Controls of several parts under one legend: a group, boxes to tick, a time with its zone. */

import { element, newId, write } from "./dom.mjs";
import { describe, makeChoice, makeText, makeTick } from "./line.mjs";
import { moment } from "./times.mjs";

/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */
/** @typedef {import("./control.d.mts").Said} Said */
/** @typedef {(description: Description, context: Context) => Control} Make */

/**
 * A fieldset with a legend, a problem and a help.
 *
 * @param {Description} description
 * @param {Context} context
 * @param {...HTMLElement} parts
 */
export function makeSet(description, context, ...parts) {
  const words = element("span");
  const wire = element("code");
  const problem = element("p", { class: "kz-problem", id: newId() });
  const help = element("p", { class: "kz-help", id: newId() });
  const legend = element("legend", {}, words, ...(description.wire ? [" ", wire] : []));
  const node = element("fieldset", { class: context.top ? "kz-field kz-top" : "kz-field" }, legend, ...parts);
  node.append(problem, ...(context.top ? [help] : []));
  return {
    node,
    /**
     * Shows what is said of the whole; gives the id of its problem, for the first of its parts.
     *
     * @param {Description} now
     * @param {Said} said
     */
    update(now, { problems, path, outer = "" }) {
      write(words, now.label ?? "");
      write(wire, now.wire ?? "");
      const isDeeper = Object.keys(problems).some((other) => other.startsWith(`${path}/`)); // it is said there
      write(problem, isDeeper ? "" : problems[path] ?? "");
      write(help, now.help ?? "");
      describe(node, [context.top && now.help ? help.id : ""], false);
      if (isDeeper) return "";
      return problems[path] ? problem.id : outer;
    },
  };
}

/**
 * Parts by their names. A part that has an `only` is shown only while another part has one of some values.
 *
 * @param {Description} description
 * @param {Context} context
 * @param {Make} make
 * @returns {Control}
 */
export function makeGroup(description, context, make) {
  const described = description.parts ?? [];
  const inner = {
    ...context,
    top: false,
    changed() {
      show();
      context.changed();
    },
  };
  const parts = described.map((part) => make(part, inner));
  const box = element("div", { class: "kz-parts" }, ...parts.map((part) => part.node));
  const set = makeSet(description, context, box);

  function read() {
    return Object.fromEntries(described.map((part, index) => [part.name, parts[index].read()]));
  }

  function show() {
    const raw = read();
    described.forEach(({ only }, index) => {
      parts[index].node.hidden = Boolean(only) && !only?.values.includes(raw[only.part]);
    });
  }

  return {
    node: set.node,
    read,
    write(raw) {
      described.forEach((part, index) => parts[index].write(raw[part.name ?? ""]));
      show();
    },
    update(now, said) {
      const outer = set.update(now, said);
      (now.parts ?? []).forEach((part, index) => {
        parts[index].update(part, { ...said, path: `${said.path}/${part.name}`, outer: index === 0 ? outer : "" });
      });
      show();
    },
    find(path) {
      const [, name = "", rest = ""] = /^\/([^/]*)(.*)$/.exec(path) ?? [];
      const index = described.findIndex((part) => part.name === name);
      return parts[Math.max(index, 0)].find(rest);
    },
  };
}

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeTicks(description, context) {
  /** @type {string[]} */
  const choices = description.choices ?? [];
  const ticks = choices.map((label) => makeTick({ type: "tick", label }, context));
  const set = makeSet(description, context, element("div", { class: "kz-ticks" }, ...ticks.map((tick) => tick.node)));
  return {
    node: set.node,
    read: () => choices.filter((_, index) => ticks[index].read()),
    write(raw) {
      choices.forEach((label, index) => ticks[index].write(raw.includes(label)));
    },
    update(now, said) {
      const outer = set.update(now, said);
      ticks.forEach((tick, index) => {
        tick.update({ type: "tick", label: choices[index] }, said);
        describe(tick.find(""), [index === 0 ? outer : ""], index === 0 && outer !== "");
      });
    },
    find: () => ticks[0]?.find("") ?? set.node,
  };
}

const OFFSETS = [
  ...[-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 60, 120, 180, 210, 240, 270, 300, 330],
  ...[345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765, 780, 840],
];

/** @param {number} minutes */
function offsetName(minutes) {
  const ahead = Math.abs(minutes);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return minutes ? `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}` : "UTC";
}

/**
 * A date and time, and its zone. The browser's zone is said as it is at that time.
 *
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeTime(description, context) {
  const inner = { ...context, top: false };
  const picker = makeText({ type: "text" }, inner);
  const input = /** @type {HTMLInputElement} */ (picker.find(""));
  input.type = "datetime-local";
  input.step = "any";
  input.max = "9999-12-31T23:59";
  const zones = makeChoice({ type: "choice" }, inner);
  const note = element("p", { class: "kz-help" });
  const set = makeSet(description, context, element("div", { class: "kz-parts" }, picker.node, zones.node), note);
  /** @type {number[]} */
  let more = [];

  /** @returns {number} */
  function browserOffset() {
    const when = new Date(input.value);
    return -(Number.isNaN(when.getTime()) ? new Date() : when).getTimezoneOffset();
  }

  /** @param {Description} now @param {string} [outer] */
  function updateParts({ here = "", required }, outer = "") {
    const offsets = [...new Set([...OFFSETS, ...more])].sort((one, other) => one - other);
    const choices = [
      ["browser", `your browser's: ${offsetName(browserOffset())}`],
      ["here", here],
      ["0", "UTC"],
      ...offsets.filter(Boolean).map((minutes) => [String(minutes), offsetName(minutes)]),
    ];
    const quiet = { problems: {}, notes: {}, path: "" };
    picker.update({ type: "text", label: "Date and time", required }, { ...quiet, outer });
    zones.update({ type: "choice", label: "Time zone", choices, optional: false }, quiet);
  }

  return {
    node: set.node,
    read() {
      const zone = zones.read();
      if (zone === "browser") return { when: input.value, zone, ...(input.value ? { offset: browserOffset() } : {}) };
      return { when: input.value, zone: zone === "here" ? zone : Number(zone) };
    },
    write({ when, zone }) {
      input.value = when;
      if (typeof zone === "number" && zone) more = [zone];
      updateParts(description);
      zones.write(String(zone));
    },
    update(now, said) {
      updateParts(now, set.update(now, said));
      if (!zones.read()) zones.write("browser");
      const told = said.notes[said.path];
      write(note, told ? `${moment(told.at)} in your browser's time zone. Sent as ${told.sent}.` : "");
    },
    find: () => input,
  };
}
