/** An entry of a chat: a bubble with its text, its files and its card, or a small line of the system. It stays the node that it is. */

import { element, hold, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { clock } from "../../../toolkit/widgets/javascript/times.mjs";
import { makeCard } from "./card.mjs";
import { fileNodes } from "./files.mjs";

/** @typedef {import("./card.mjs").Card} Card */
/** @typedef {import("./card.mjs").CardContent} CardContent */
/** @typedef {import("./files.mjs").File} File */
/** @typedef {Parameters<typeof makeCard>[1] & { files: import("./files.mjs").Files }} Tools */

/**
 * See `phone_content._entry` in Python.
 * @typedef {{ key: string, number: number, kind: string, at: number, new: boolean, who: string, own: boolean, text: string, note: string,
 *   waits?: boolean, likes: number, comments: { who: string, text: string }[], files: File[], place: string,
 *   card: CardContent | null }} EntryContent
 */

/** @typedef {{ isFirst: boolean, isLast: boolean }} Place whether it is the first and the last of its group of messages */
/** @typedef {{ node: HTMLElement, show: (content: EntryContent, place: Place) => void }} Entry */

/**
 * @param {EntryContent} content
 * @param {Tools} tools
 * @returns {Entry}
 */
export function makeEntry(content, tools) {
  return content.kind === "system" ? makeLine() : makeBubble(content, tools);
}

/** @returns {Entry} */
function makeLine() {
  const text = element("span", { dir: "auto" });
  const time = element("span", { class: "kz-time" });
  return {
    node: element("li", { class: "kz-system" }, text, time),
    show({ text: said, at }, { isLast }) {
      write(text, said);
      write(time, clock(at));
      time.hidden = !isLast;
    },
  };
}

/** @param {EntryContent} content @param {Tools} tools @returns {Entry} */
function makeBubble(content, tools) {
  const who = element("span", { class: "kz-who" });
  const place = paragraph("");
  const text = paragraph("");
  for (const one of [place, text]) one.setAttribute("dir", "auto");
  const files = fileNodes(content.files, tools.files);
  const card = content.card && makeCard(content.card, tools);
  const bubble = element("div", { class: "kz-bubble" }, ...files);
  const note = paragraph("", "kz-note");
  const likes = paragraph("", "kz-note");
  const comments = element("div");
  const time = element("span", { class: "kz-time" });
  const wide = content.files.length || content.card ? " kz-wide" : "";
  const node = element("li", { class: (content.own ? "kz-own" : "kz-other") + wide }, who, bubble, note, likes, comments, time);
  return {
    node,
    show(now, { isFirst, isLast }) {
      write(who, now.who);
      who.hidden = !isFirst || now.kind === "sms";
      write(place, now.place);
      write(text, now.text);
      hold(bubble, [...files, ...(now.place ? [place] : []), ...(now.text ? [text] : []), ...(card ? [card.node] : [])]);
      if (card && now.card) card.show(now.card);
      write(note, now.note);
      note.hidden = !now.note;
      write(likes, now.likes ? `${now.likes} ${now.likes === 1 ? "like" : "likes"}` : "");
      likes.hidden = !now.likes;
      hold(comments, commentNodes(comments, now.comments));
      write(time, clock(now.at));
      time.hidden = !isLast;
    },
  };
}

/** @param {HTMLElement} parent @param {{ who: string, text: string }[]} comments */
function commentNodes(parent, comments) {
  const there = /** @type {HTMLElement[]} */ ([...parent.children]);
  return comments.map(({ who, text }, index) => {
    const node = there[index] ?? element("p", { class: "kz-comment", dir: "auto" });
    write(node, `${who}: ${text}`);
    return node;
  });
}
