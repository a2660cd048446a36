/** The control for files. They go to the kernel in pieces, each when the one before has come, so that any Jupyter takes them. */

import { element, paragraph, write } from "./dom.mjs";
import { makeSet } from "./group.mjs";
import { describe } from "./line.mjs";
import { WAITS } from "./press.mjs";
import { button, makeRowList, onPress } from "./row_buttons.mjs";

/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */
/** @typedef {import("./control.d.mts").Said} Said */
/** @typedef {{ id: string, text: string }} File_ a file that the kernel has */
/** @typedef {import("./row_buttons.mjs").Item & { raw: File_, problem: HTMLElement }} FileItem */

const PIECE = 1_000_000; // bytes: Jupyter's usual limit for a message is 10 MB, and on some ways a piece is written as base64
const LATE = 1_000; // milliseconds until a piece that has not come waits for cells

let count = 0;

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeFiles(description, context) {
  const noun = description.noun ?? "File";
  const input = element("input", { type: "file", multiple: true, hidden: true });
  const choose = button("Choose files", "kz-press");
  const onTheWay = element("div");
  const list = makeRowList(noun, true, {
    changed: context.changed,
    say: context.say,
    none: () => choose,
  });
  const set = makeSet(description, context, list.node, onTheWay, element("div", {}, choose, input));
  onPress(choose, () => input.click());
  input.addEventListener("change", async () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    for (const file of files) await send(file);
  });

  /** @param {File} file */
  async function send(file) {
    count += 1;
    const id = `${context.name} ${count} ${Date.now().toString(36)}`;
    const about = { kind: "file", name: context.name, id, file: file.name, type: file.type, size: file.size };
    const words = element("span", { class: "kz-quiet" });
    const bar = element("progress", { max: "100", "aria-label": file.name });
    const cancel = button("Cancel", "kz-press kz-small");
    cancel.setAttribute("aria-label", `Cancel ${file.name}`);
    const line = element("div", { class: "kz-progress" }, element("span", { class: "kz-file" }, file.name), bar, words, cancel);
    onTheWay.append(line);
    context.waits(id, true);
    let isCancelled = false;
    onPress(cancel, () => {
      isCancelled = true;
      context.send({ ...about, at: 0, cancel: true });
      finish(`${file.name} is cancelled.`);
    });
    context.say(`${file.name} is on its way.`);
    for (let at = 0; at < file.size || at === 0; at += PIECE) {
      const piece = await file.slice(at, at + PIECE).arrayBuffer();
      if (isCancelled) return;
      const come = new Promise((heard) => waiting.set(id, heard));
      context.send({ ...about, at }, [piece]);
      const late = setTimeout(() => write(words, WAITS), LATE);
      await come;
      clearTimeout(late);
      if (isCancelled) return;
      const share = Math.min(100, Math.round(((at + PIECE) / Math.max(file.size, 1)) * 100));
      bar.value = share;
      write(words, `${share} %`);
    }
    finish(`${file.name} is added.`);

    /** @param {string} said */
    function finish(said) {
      waiting.get(id)?.();
      waiting.delete(id);
      const hadFocus = line.contains(document.activeElement);
      line.remove();
      if (hadFocus) choose.focus();
      context.waits(id, false);
      context.say(said);
    }
  }

  /** @type {Map<string, (value?: unknown) => void>} */
  const waiting = new Map();
  context.hear((message) => {
    if (message.kind === "piece") waiting.get(message.id)?.();
  });

  /** @returns {FileItem[]} */
  function items() {
    return /** @type {FileItem[]} */ (list.items());
  }

  return {
    node: set.node,
    read: () => items().map((item) => item.raw),
    /** @param {File_[]} raw */
    write(raw) {
      const all = items();
      list.set(raw.map((one) => all.find((item) => item.raw.id === one.id) ?? newItem(one)));
    },
    update(now, said) {
      const outer = set.update(now, said);
      describe(choose, [outer], false);
      items().forEach((item, index) => write(item.problem, said.problems[`${said.path}/${index}`] ?? ""));
    },
    find: () => choose,
  };
}

/** @param {File_} raw @returns {FileItem} */
function newItem(raw) {
  const problem = paragraph("", "kz-problem");
  const node = element("div", { class: "kz-field" }, element("span", { class: "kz-file" }, raw.text), problem);
  return { raw, problem, node, find: () => node };
}
