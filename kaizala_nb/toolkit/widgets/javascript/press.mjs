/**
 * Presses: each is answered at once by the page itself, is sent once, and is never lost in silence.
 *
 * The kernel says `{kind: "received", id}` when it begins with one, and `{kind: "answered", id, problem}` when it is done.
 */

/** @typedef {import("./types.d.mts").Model} Model */

/**
 * Where a press comes from: it says how far the press is, and whether that is a problem.
 * @typedef {{ say: (text: string, isProblem: boolean) => void }} Presser
 */

/** @typedef {{ presser: Presser, at: number, received: boolean, idle: number }} Pending */

export const SENDING = "Sending …";
export const WAITS = "Waits for the cells that run.";
export const RESTARTED = "The kernel has restarted: Kernel, Restart Kernel and Run up to Selected Cell.";
export const SILENT = `No answer. If no cell runs: ${RESTARTED}`;

const SOON = 1_000; // milliseconds until a press that nobody has received waits for cells
const LATE = 30_000; // and until there may be nobody who receives it
const LOOK = 250; // between two looks
const IDLE = 6; // looks in a row at which the kernel says that it is idle, and has not received it: it never will
const PAUSE = 500; // between two presses that are not one double click

/**
 * The presses of one view.
 *
 * @param {Model} model
 * @param {HTMLElement} el the element of the view: what was drawn without a kernel says so by its class
 */
export function makePresses(model, el) {
  let last = -PAUSE;
  /** @type {Map<string, Pending>} */
  const pending = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let looks;
  let dead = false;

  /** @param {{ kind?: string, id?: string, problem?: string }} message */
  function hear({ kind, id = "", problem = "" }) {
    const press = pending.get(id);
    if (press && kind === "received") {
      press.received = true;
      press.presser.say(SENDING, false);
    } else if (press && kind === "answered") {
      finish(id, problem);
    }
  }

  /** @param {string} id @param {string} problem */
  function finish(id, problem) {
    const press = pending.get(id);
    pending.delete(id);
    if (!pending.size) clearInterval(looks);
    press?.presser.say(problem, problem !== "");
  }

  function look() {
    for (const [id, press] of [...pending]) {
      const waited = performance.now() - press.at;
      press.idle = model.widget_manager?.kernel?.status === "idle" ? press.idle + 1 : 0;
      if (!press.received && press.idle >= IDLE) finish(id, RESTARTED);
      else if (!press.received && waited >= SOON) press.presser.say(waited < LATE ? WAITS : SILENT, false);
    }
  }

  /** Its kernel is gone. A model lives when it is made, and this is said of it only when it does no longer. */
  function die() {
    dead = true;
    for (const id of [...pending.keys()]) finish(id, RESTARTED);
  }

  model.on("msg:custom", hear);
  model.on("comm_live_update", die);
  return {
    /**
     * Send a press. The second click of a double click is the same press; so is one of a presser whose last is on its way, which
     * the page says already.
     *
     * @param {object | (() => object)} what a function is called as the press is sent, and not if it is none
     * @param {Presser} presser
     */
    press(what, presser) {
      const now = performance.now();
      const again = now - last < PAUSE || [...pending.values()].some((press) => press.presser === presser);
      last = now;
      if (again) return;
      if (dead || el.closest(".jupyter-widgets-disconnected")) {
        presser.say(RESTARTED, true);
        return;
      }
      if (!pending.size) looks = setInterval(look, LOOK);
      const id = newId();
      pending.set(id, { presser, at: now, received: false, idle: 0 });
      presser.say(SENDING, false);
      model.send({ ...(typeof what === "function" ? what() : what), kind: "press", id });
    },

    /** The person has typed something since the last press, so the next one is a new one, however soon it comes. */
    typed() {
      last = -PAUSE;
    },

    /** The view is gone. */
    stop() {
      clearInterval(looks);
      model.off("msg:custom", hear);
      model.off("comm_live_update", die);
    },
  };
}

/** An id that no press of another view, page or tab has. */
function newId() {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((number) => number.toString(36)).join("");
}
