/** Controls with a single input: a line of text, a secret, a choice of one, a box to tick. */

import { element, newId, write } from "./dom.mjs";

/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */
/** @typedef {import("./control.d.mts").Said} Said */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeText(description, context) {
  const input = element("input", { type: "text", autocomplete: "off" });
  const count = () => {
    if (description.longest) labelled.help(`${number([...input.value].length)} of ${number(description.longest)} characters.`);
  };
  const labelled = withLabel(input, description, context);
  hearLine(input, { ...context, typing: () => (count(), context.typing()) });
  return {
    ...labelled,
    read: () => input.value,
    write(raw) {
      if (input.value !== raw) input.value = raw;
      count();
    },
    update(now, said) {
      input.placeholder = now.hint ?? "";
      labelled.update(now, said);
      count();
    },
  };
}

/**
 * A text of several lines. Enter begins a new one.
 *
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeLines(description, context) {
  const input = element("textarea", { autocomplete: "off", spellcheck: "false" });
  const labelled = withLabel(input, description, context);
  const grow = () => {
    input.rows = Math.min(Math.max(input.value.split("\n").length, 2), 20);
  };
  input.addEventListener("input", () => (grow(), context.typing()));
  input.addEventListener("change", context.changed);
  return {
    ...labelled,
    read: () => input.value,
    write(raw) {
      if (input.value !== raw) input.value = raw;
      grow();
    },
    update(now, said) {
      input.placeholder = now.hint ?? "";
      labelled.update(now, said);
    },
  };
}

/**
 * A secret. It goes to the kernel when the field is left, and stands here only until the kernel has it.
 *
 * @param {Description} description
 * @param {Context} context
 * @returns {Control & { take: () => string }}
 */
export function makeSecret(description, context) {
  const input = element("input", { type: "password", autocomplete: "off" });
  const labelled = withLabel(input, description, context);
  const tell = () => {
    if (input.value) context.send({ kind: "secret", name: context.name, value: input.value });
  };
  hearLine(input, { ...context, changed: tell });
  context.hear((message) => {
    if (message.kind === "kept" && message.name === context.name && message.value === [...input.value].length) input.value = "";
  });
  return {
    ...labelled,
    read: () => "",
    write() {},
    update(now, said) {
      input.placeholder = now.hint ?? "";
      labelled.update(now, input.value ? { ...said, problems: {} } : said); // a problem is of a secret from before
    },
    take() {
      const secret = input.value;
      input.value = "";
      return secret;
    },
  };
}

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeChoice(description, context) {
  const select = element("select");
  /** @type {string} */
  let shown;
  let chosen = ""; // may stand here before the choices that have it
  const labelled = withLabel(select, description, context);
  select.addEventListener("change", () => {
    chosen = select.value;
    context.typing();
    context.changed();
  });
  showChoices(description);

  /** @param {Description} now */
  function showChoices({ choices = [], optional }) {
    const key = JSON.stringify([choices, optional]);
    if (key === shown) return;
    select.replaceChildren(...["", ...choices].map(option));
    if (!optional) /** @type {HTMLOptionElement} */ (select.children[0]).hidden = true; // stands while nothing is chosen
    select.value = chosen;
    shown = key;
  }

  return {
    ...labelled,
    read: () => select.value,
    write(raw) {
      chosen = raw;
      select.value = raw;
    },
    update(now, said) {
      showChoices(now);
      labelled.update(now, said);
    },
  };
}

/** @param {"" | [string, string]} choice */
function option(choice) {
  const [value, words] = choice || ["", ""];
  return element("option", { value }, words);
}

/**
 * @param {Description} description
 * @param {Context} context
 * @returns {Control}
 */
export function makeTick(description, context) {
  const wire = element("code");
  const input = element("input", { type: "checkbox" });
  const words = element("span");
  const node = element("div", { class: "kz-tick" }, element("label", {}, input, words, ...(description.wire ? [wire] : [])));
  input.addEventListener("change", () => {
    context.typing();
    context.changed();
  });
  return {
    node,
    read: () => input.checked,
    write(raw) {
      input.checked = raw;
    },
    update(now) {
      write(words, now.label ?? "");
      write(wire, now.wire ?? "");
    },
    find: () => input,
  };
}

/**
 * An input with its label, its problem and its help.
 *
 * @param {Input} input
 * @param {Description} description
 * @param {Context} context
 */
function withLabel(input, description, context) {
  input.id = newId();
  const label = element("label", { for: input.id });
  const wire = element("code");
  const problem = element("p", { class: "kz-problem", id: newId() });
  const help = element("p", { class: "kz-help", id: newId() });
  const head = element("div", { class: "kz-label" }, label, ...(description.wire ? [wire] : []));
  const node = element("div", { class: "kz-field" }, head, input, problem, ...(context.top ? [help] : []));
  return {
    node,
    find: () => /** @type {HTMLElement} */ (input),
    /** @param {string} text */
    help: (text) => write(help, text),
    /** @param {Description} now @param {Said} said */
    update(now, { problems, path, outer = "" }) {
      write(label, now.label ?? "");
      write(wire, now.wire ?? "");
      write(problem, problems[path] ?? "");
      if (!now.longest) write(help, now.help ?? "");
      describe(input, [outer, problems[path] ? problem.id : "", context.top ? help.id : ""], Boolean(outer || problems[path]));
      input.required = Boolean(now.required);
      node.classList.toggle("kz-off", Boolean(now.off));
    },
  };
}

/**
 * Say what describes an element, and whether what stands in it is wrong.
 *
 * @param {HTMLElement} input
 * @param {string[]} ids "" is none
 * @param {boolean} isWrong
 */
export function describe(input, ids, isWrong) {
  const there = ids.filter(Boolean).join(" ");
  if (there) input.setAttribute("aria-describedby", there);
  else input.removeAttribute("aria-describedby");
  if (isWrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** @param {HTMLInputElement} input @param {Context} context */
function hearLine(input, context) {
  input.addEventListener("input", context.typing);
  input.addEventListener("change", context.changed);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    context.entered();
  });
}

/** @param {number} count */
function number(count) {
  return count.toLocaleString("en-US");
}
