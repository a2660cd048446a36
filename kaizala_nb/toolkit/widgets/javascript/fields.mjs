/**
 * The fields of a form on the page: what is typed into them is kept, told to the kernel when a field is left, and sent with each press.
 * Every form of ours uses them: a form of a step, the sign-in.
 */

import { makeControl } from "./controls.mjs";
import { makeKeptText } from "./kept_text.mjs";

/** @typedef {import("./types.d.mts").Model} Model */
/** @typedef {import("./control.d.mts").Control} Control */
/** @typedef {import("./control.d.mts").Context} Context */
/** @typedef {import("./control.d.mts").Description} Description */

/**
 * A field of the content: see `Field.describe` in Python.
 * @typedef {Description & { name: string, raw: any, stamp: number, by: string, cell: string, problems: Record<string, string>,
 *   notes: Record<string, { at: number, sent: string }> }} FieldContent
 */

/** @typedef {{ control: Control, shape: string, stamp: number, content: FieldContent }} Shown */

/**
 * @typedef {object} FormOfFields
 * @property {string} key under which typed text is kept
 * @property {() => void} entered Enter was pressed in a line
 * @property {(text: string) => void} say
 * @property {() => void} [typed] somebody types
 * @property {(description: Description, context: Context) => Control} [make] makes the controls, where a form has some of its own
 */

/**
 * @param {Model} model
 * @param {FormOfFields} form
 */
export function makeFields(model, { key, entered, say, typed = () => {}, make = makeControl }) {
  const view = [...crypto.getRandomValues(new Uint32Array(2))].map((number) => number.toString(36)).join("");
  const kept = makeKeptText(model, key);
  /** @type {Map<string, Shown>} */
  const fields = new Map();
  /** @type {Map<string, string>} what the kernel knows of each field, as JSON */
  const known = new Map();
  /** @type {Set<string>} the files that are on their way */
  const files = new Set();
  /** @type {((message: any) => void)[]} */
  let listeners = [];

  const hear = (/** @type {any} */ message) => {
    listeners.forEach((heard) => heard(message));
    if (message.kind === "kept" || message.kind === "answered") for (const name of fields.keys()) showSaid(name);
  };
  model.on("msg:custom", hear);
  const flushForKeys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)) flush(); // a cell may run now
  };
  window.addEventListener("keydown", flushForKeys, true);

  /** @param {string} name @returns {Context} */
  function contextOf(name) {
    return {
      name,
      top: true,
      typing() {
        keep(name);
        showSaid(name);
        typed();
      },
      changed: () => tell(name),
      entered,
      say,
      send: (message, buffers) => model.send(message, undefined, buffers),
      hear: (heard) => listeners.push(heard),
      waits: (id, whether) => (whether ? files.add(id) : files.delete(id)),
    };
  }

  /** @param {string} name */
  function keep(name) {
    const { control, stamp, content } = /** @type {Shown} */ (fields.get(name));
    if (content.type !== "files" && content.type !== "secret") kept.keep(name, { raw: control.read(), cell: content.cell, stamp, view });
  }

  /** Tell the kernel what stands in a field, unless it knows. @param {string} name @param {object} [more] */
  function tell(name, more) {
    const { control, content } = /** @type {Shown} */ (fields.get(name));
    const raw = control.read();
    if (content.type === "secret" || known.get(name) === JSON.stringify(raw)) return;
    known.set(name, JSON.stringify(raw));
    model.send({ kind: "edit", name, value: raw, view, ...more });
  }

  /** Whether something is typed there that the kernel has not been told. Another page of the same form does not replace it. */
  /** @param {string} name */
  function isTyped(name) {
    const field = fields.get(name);
    return field !== undefined && known.get(name) !== JSON.stringify(field.control.read());
  }

  function flush() {
    for (const name of fields.keys()) tell(name);
  }

  /**
   * @param {FieldContent} content
   * @returns {boolean} whether it was filled in, and not in this view
   */
  function show(content) {
    const { name, raw, stamp, by } = content;
    const hadFocus = fields.get(name)?.control.node.contains(document.activeElement);
    const shape = JSON.stringify(shapeOf(content));
    let field = fields.get(name);
    const isNew = !field;
    if (!field || field.shape !== shape) {
      const control = make(content, contextOf(name));
      field?.control.node.replaceWith(control.node);
      field = { control, shape, stamp: -1, content };
      fields.set(name, field);
    }
    field.content = content;
    const stays = field.stamp >= 0 && (by === view || (by !== "" && isTyped(name)));
    const isFilled = stamp > Math.max(field.stamp, 0) && !stays;
    if (stamp > field.stamp) {
      field.stamp = stamp;
      if (!stays) {
        field.control.write(raw);
        known.set(name, JSON.stringify(field.control.read()));
      } else if (by !== view) {
        known.set(name, JSON.stringify(raw));
      }
      if (stays || !isNew) restamp(name, stamp, stays);
    }
    showSaid(name);
    if (hadFocus && !field.control.node.contains(document.activeElement)) field.control.find("").focus(); // it was in what is gone
    return (isNew && restore(content, field.control)) || isFilled;
  }

  /** Show what is said of a field. What was wrong there is said no more once something else is typed. @param {string} name */
  function showSaid(name) {
    const { control, content } = /** @type {Shown} */ (fields.get(name));
    const [before, now] = [JSON.parse(known.get(name) ?? "null"), control.read()];
    const isSame = (/** @type {string} */ path) => JSON.stringify(valueAt(before, path)) === JSON.stringify(valueAt(now, path));
    const problems = Object.fromEntries(Object.entries(content.problems).filter(([path]) => isSame(path)));
    control.update(content, { problems: withName(name, problems), notes: withName(name, content.notes), path: name });
  }

  /** What is kept is as new as the field if its text stays; what somebody else has changed is kept no more. */
  /** @param {string} name @param {number} stamp @param {boolean} stays */
  function restamp(name, stamp, stays) {
    const typed = kept.all()[name];
    if (typed && stays) kept.keep(name, { ...typed, stamp });
    else if (typed) kept.drop(name);
  }

  /** Bring back what was typed into a field before the page was loaded. @param {FieldContent} content @param {Control} control */
  function restore({ name, cell, stamp, by, type }, control) {
    const typed = kept.all()[name];
    if (!typed || type === "secret" || type === "files") return false;
    if (typed.cell !== cell || (stamp > typed.stamp && by !== typed.view)) {
      kept.drop(name);
      return false;
    }
    control.write(typed.raw);
    tell(name, { kept: true });
    return true;
  }

  return {
    view,

    /**
     * Show the fields of the content; gives the names of those that were filled in elsewhere, or long ago.
     *
     * @param {FieldContent[]} contents
     */
    show: (contents) => contents.filter((content) => show(content)).map((content) => content.name),

    /** @param {string} name */
    node: (name) => /** @type {Shown} */ (fields.get(name)).control.node,

    /** The input of a field. @param {string} name */
    find: (name) => /** @type {Shown} */ (fields.get(name)).control.find(""),

    /** Whether a file is on its way. */
    waits: () => files.size > 0,

    /** What a press brings to the kernel. A secret is taken out of the page. */
    take() {
      /** @type {Record<string, unknown>} */
      const values = {};
      /** @type {Record<string, string>} */
      const secrets = {};
      for (const [name, { control, content }] of fields) {
        const secret = /** @type {{ take?: () => string }} */ (control).take?.();
        if (secret) secrets[name] = secret;
        if (content.type === "secret") continue;
        values[name] = control.read();
        known.set(name, JSON.stringify(values[name]));
      }
      return { values, secrets, view };
    },

    /** The element that gets the focus because it is the first that is wrong; undefined if none is. */
    firstWrong() {
      for (const [, { control, content }] of fields) {
        let path = "";
        if (!Object.keys(content.problems).length) continue;
        for (;;) {
          const next = Object.keys(content.problems).find((other) => other.startsWith(`${path}/`));
          if (next === undefined) return control.find(path);
          path = next;
        }
      }
      return undefined;
    },

    /** Forget what was typed: it was sent and read. What is typed at the moment was not. */
    forget() {
      for (const name of Object.keys(kept.all())) if (!isTyped(name)) kept.drop(name);
    },

    stop() {
      model.off("msg:custom", hear);
      window.removeEventListener("keydown", flushForKeys, true);
      listeners = [];
    },
  };
}

/** What makes another control necessary if it changes. @param {Description} description @returns {unknown} */
function shapeOf({ type, choices, parts, row, noun, only, name }) {
  return [type, type === "ticks" ? choices : 0, parts?.map(shapeOf), row && shapeOf(row), noun, only, name];
}

/** What stands at a path in a field, such as "/1/title". @param {any} raw @param {string} path */
function valueAt(raw, path) {
  return path.split("/").slice(1).reduce((inside, key) => inside?.[key], raw);
}

/**
 * What a field says by the paths in it, by the paths in the form.
 *
 * @template Thing
 * @param {string} name
 * @param {Record<string, Thing>} said
 * @returns {Record<string, Thing>}
 */
function withName(name, said) {
  return Object.fromEntries(Object.entries(said).map(([path, thing]) => [name + path, thing]));
}

