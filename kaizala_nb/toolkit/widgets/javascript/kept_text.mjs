/**
 * Typed text, kept in the tab under the form's name in its cell: it is there again when the cell has run, the page was loaded again
 * or the kernel has started again. It is never a secret: those never come here.
 */

/** @typedef {import("./types.d.mts").Model} Model */

/**
 * What was typed into a field. `cell` tells what the cell says, which it was typed over; `stamp` how new the field was.
 * @typedef {{ raw: unknown, cell: string, stamp: number, view: string }} Typed
 */

/**
 * @param {Model} model
 * @param {string} key "" keeps nothing
 */
export function makeKeptText(model, key) {
  const place = `kaizala-nb ${model.widget_manager?.context?.path ?? location.pathname} ${key}`;
  return {
    /** @returns {Record<string, Typed>} */
    all() {
      try {
        return JSON.parse((key && sessionStorage.getItem(place)) || "{}");
      } catch {
        return {}; // a page may forbid its use
      }
    },

    /** @param {string} name @param {Typed} typed */
    keep(name, typed) {
      this.write({ ...this.all(), [name]: typed });
    },

    /** @param {string} name */
    drop(name) {
      const { [name]: dropped, ...others } = this.all();
      if (dropped) this.write(others);
    },

    /** @param {Record<string, Typed>} all */
    write(all) {
      try {
        if (!key) return;
        if (Object.keys(all).length) sessionStorage.setItem(place, JSON.stringify(all));
        else sessionStorage.removeItem(place);
      } catch {
        // the tab has no room, or forbids it: the text is still on the page
      }
    },
  };
}
