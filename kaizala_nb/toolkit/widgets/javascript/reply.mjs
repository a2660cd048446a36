/** The reply in a form: a calm line, what the notes say, and folds. The programs in other languages are made when somebody asks. */

import { element, paragraph, write } from "./dom.mjs";
import { holdHtml } from "./html.mjs";

/** `head`, `folds` and `languages` are HTML; `table` says where the table is. See `Form._reply_face` in Python. */
/** @typedef {{ head: string, folds: string, table: string, languages: string }} ReplyContent */

/** @param {(isOpen: boolean) => void} toggled the fold of the other languages was opened or closed */
export function makeReply(toggled) {
  const [head, folds, programs] = [element("div"), element("div"), element("div")];
  const table = paragraph("", "kz-note kz-quiet");
  const waits = paragraph("As soon as no cell runs …", "kz-note kz-quiet");
  const languages = element("details", {}, element("summary", {}, "Other languages"), waits, programs);
  const node = element("div", {}, head, table, element("div", { class: "kz-folds" }, folds, languages));
  languages.addEventListener("toggle", () => toggled(languages.open));
  let shownRound = 0;

  return {
    node,

    /** @param {ReplyContent | null} reply @param {number} round counts what was sent: the folds of a new reply are closed */
    show(reply, round) {
      node.hidden = !reply;
      if (!reply) return;
      if (round !== shownRound) languages.open = false;
      shownRound = round;
      holdHtml(head, reply.head);
      write(table, reply.table);
      holdHtml(folds, reply.folds);
      waits.hidden = reply.languages !== "";
      holdHtml(programs, reply.languages);
    },
  };
}
