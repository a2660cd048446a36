/** A phone: its SMS, its chats, newest last, and the cards that wait for an answer. */

import { element, hold, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeLive } from "../../../toolkit/widgets/javascript/live.mjs";
import { makeLog } from "../../../toolkit/widgets/javascript/log.mjs";
import { makePresses } from "../../../toolkit/widgets/javascript/press.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";
import { zone } from "../../../toolkit/widgets/javascript/times.mjs";
import { makeCard } from "./card.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {import("../../../toolkit/widgets/javascript/log.mjs").Part} Part */
/** @typedef {import("./card.mjs").Card} Card */
/** @typedef {import("./card.mjs").CardContent} CardContent */
/** @typedef {{ title: string, before: string, parts: Part[], cards: CardContent[] }} Content */

/** @param {View} view */
export function render({ model, el, style }) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  /** @type {Record<string, string>} the texts of SMS that stand on the page alone, while their PIN waits */
  let open = {};
  /** @type {Map<string, Card>} */
  const cards = new Map();

  const live = makeLive();
  const presses = makePresses(model, el);
  const log = makeLog(content.title);
  log.node.tabIndex = -1; // takes the focus of a card that goes
  const times = element("p", { class: "kz-quiet kz-note" });
  const box = element("div", { class: "kz-box", role: "group", "aria-label": content.title });
  box.append(element("h3", { class: "kz-title" }, content.title), log.node, times);
  const toAnswer = element("div", { class: "kz-cards" });
  el.append(element("div", { class: "kz mathjax_ignore tex2jax_ignore" }, box, toAnswer, live.node));

  function show() {
    content = model.get("content");
    log.show(content.before, content.parts.map(opened));
    write(times, content.parts.some((part) => part.entries.length) ? `Times: ${zone()}.` : "");
    showCards();
  }

  /** @param {Part} part */
  function opened(part) {
    const entries = part.entries.map((entry) => (entry.waits ? { ...entry, text: open[entry.key] ?? entry.text } : entry));
    return { ...part, entries };
  }

  function showCards() {
    const ids = new Set(content.cards.map((card) => card.id));
    for (const [id, card] of [...cards]) {
      if (ids.has(id)) continue;
      if (card.node.matches(":focus-within")) log.node.focus();
      cards.delete(id);
    }
    for (const card of content.cards) {
      const there = cards.get(card.id) ?? makeCard(card, presses, live);
      there.show(card);
      cards.set(card.id, there);
    }
    hold(toAnswer, content.cards.map(({ id }) => /** @type {Card} */ (cards.get(id)).node));
  }

  /** @param {{ kind?: string, texts?: Record<string, string> }} message */
  function hear({ kind, texts = {} }) {
    if (kind !== "open") return;
    open = texts;
    show();
  }

  show();
  model.on("change:content", show);
  model.on("msg:custom", hear);
  model.send({ kind: "here" });
  return () => {
    presses.stop();
    model.off("change:content", show);
    model.off("msg:custom", hear);
  };
}
