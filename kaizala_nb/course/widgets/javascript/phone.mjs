/** A phone: whose it is, the chat with the newest entry, and a line for each other chat. It stands in the notebook, or in a window. */

import { element, hold, paragraph, write } from "../../../toolkit/widgets/javascript/dom.mjs";
import { makeKeptText } from "../../../toolkit/widgets/javascript/kept_text.mjs";
import { makeLive } from "../../../toolkit/widgets/javascript/live.mjs";
import { makePresses } from "../../../toolkit/widgets/javascript/press.mjs";
import { dress } from "../../../toolkit/widgets/javascript/sheet.mjs";
import { zoneName } from "../../../toolkit/widgets/javascript/times.mjs";
import { makeChat, MANY } from "./chat.mjs";
import { makeFiles } from "./files.mjs";
import { makeScroller } from "./scroller.mjs";
import { openWindow } from "./own_window.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").View} View */
/** @typedef {import("./chat.mjs").Chat} Chat */
/** @typedef {import("./chat.mjs").Part} Part */

/**
 * See `phone_content.drawn` in Python.
 * @typedef {{ title: string, owner: string, initials: string, ending: string, empty: string, before: string, key: string,
 *   parts: Part[] }} Content
 */

/** @param {View} view */
export function render(view) {
  const closeWindow = { now: () => {} };
  const end = draw(view, "Window", (say) => {
    closeWindow.now();
    const opened = openWindow(view.model.get("content").title, (el) => draw({ ...view, el }, "", () => {}));
    if (opened) closeWindow.now = opened;
    else say("This browser opens no window from here.");
  });
  return () => {
    closeWindow.now();
    end();
  };
}

/**
 * @param {View} view
 * @param {string} words what the button in the head says; "" for none
 * @param {(say: (text: string) => void) => void} pressed
 */
function draw({ model, el, style }, words, pressed) {
  dress(el, style);
  /** @type {Content} */
  let content = model.get("content");
  /** @type {Record<string, string>} the texts of SMS that stand on the page alone, while their PIN waits */
  let open = {};
  /** @type {Map<string, Chat>} */
  const chats = new Map();
  let shownKey = "";
  let isPicked = false; // somebody has chosen a chat that is not the newest
  let unread = 0; // entries that came while somebody had scrolled up

  const live = makeLive();
  const presses = makePresses(model, el);
  const files = makeFiles(model);
  const tools = { presses, live, files, kept: makeKeptText(model, content.key) };
  const initials = element("span", { class: "kz-initials", "aria-hidden": "true" });
  const owner = element("h3", { class: "kz-title", dir: "auto" });
  const ending = element("span", { class: "kz-quiet" });
  const head = element("div", { class: "kz-head" }, initials, owner, ending);
  const others = element("ul", { class: "kz-other-chats" });
  const before = paragraph("", "kz-quiet");
  const earlier = element("button", { type: "button", class: "kz-link kz-earlier" });
  const title = element("h4", { class: "kz-chat-title", dir: "auto" });
  const list = element("div");
  const empty = paragraph("", "kz-empty");
  const inner = element("div", {}, before, title, earlier, list, empty);
  const log = element("div", { class: "kz-screen", role: "log", tabindex: "0", "aria-relevant": "additions" }, inner);
  const more = element("button", { type: "button", class: "kz-press kz-more" });
  const zone = paragraph("", "kz-zone");
  const phone = element("div", { class: "kz-phone", role: "group" }, head, others, log, more, zone);
  const place = element("div", { class: "kz mathjax_ignore tex2jax_ignore" }, phone, live.node);
  el.append(place);
  const scroller = makeScroller(log, inner, () => {
    unread = 0;
    showMore();
  });
  if (words) head.append(windowButton());
  earlier.addEventListener("click", () => {
    scroller.keepPlace(() => {
      chats.get(shownKey)?.showEarlier();
      showEarlier();
    });
    if (earlier.hidden) log.focus();
  });
  more.addEventListener("click", () => {
    log.focus();
    scroller.toEnd();
  });

  function windowButton() {
    const button = element("button", { type: "button", class: "kz-link", "aria-label": "Show this phone in a window of its own" }, words);
    button.addEventListener("click", () => pressed(live.say));
    return button;
  }

  function show() {
    content = model.get("content");
    for (const node of [log, phone]) node.setAttribute("aria-label", content.title);
    write(initials, content.initials);
    write(owner, content.owner);
    write(ending, content.ending);
    write(before, content.before);
    write(empty, content.parts.length ? "" : content.empty);
    write(zone, content.parts.length ? `Times: ${zoneName()}` : "");
    const unseen = new Map([...chats].map(([key, chat]) => [key, chat.unseen]));
    for (const part of content.parts) {
      const chat = chats.get(part.key) ?? makeChat(tools);
      chats.set(part.key, chat);
      chat.take({ ...part, entries: part.entries.map(opened) });
    }
    for (const key of [...chats.keys()]) if (!content.parts.some((part) => part.key === key)) chats.delete(key);
    choose();
    if (!scroller.follows) unread += chats.get(shownKey)?.unseen ?? 0;
    showChat();
    for (const part of content.parts) {
      const count = chats.get(part.key)?.unseen ?? 0;
      if (count > (unseen.get(part.key) ?? 0)) live.say(`${part.title}: ${count} new`);
    }
  }

  /** Show the chat with the newest entry, unless somebody has chosen another one, or is busy with this one. */
  function choose() {
    const newest = content.parts.at(-1)?.key ?? "";
    const isThere = chats.has(shownKey);
    if (isThere && (isPicked || place.matches(":focus-within"))) return;
    if (newest !== shownKey) turnTo(newest);
  }

  /** @param {string} key */
  function turnTo(key) {
    shownKey = key;
    unread = 0;
    scroller.toEnd();
  }

  function showChat() {
    const chat = chats.get(shownKey);
    chat?.show();
    hold(list, chat ? [chat.node] : []);
    write(title, content.parts.find((part) => part.key === shownKey)?.title ?? "");
    showOthers();
    showEarlier();
    showMore();
    scroller.settle();
  }

  function showOthers() {
    const there = new Map([...others.children].map((line) => [/** @type {HTMLElement} */ (line).dataset.key, line]));
    const lines = content.parts.filter((part) => part.key !== shownKey).map((part) => {
      const line = there.get(part.key) ?? newLine(part.key);
      const [name, news] = line.children[0].children;
      const count = chats.get(part.key)?.unseen ?? 0;
      write(name, part.title);
      write(news, count ? `${count} new` : "");
      return line;
    });
    hold(others, lines.reverse()); // the newest first
  }

  /** @param {string} key */
  function newLine(key) {
    const button = element("button", { type: "button", class: "kz-chat-line" }, element("span", { dir: "auto" }), element("span"));
    const line = element("li", {}, button);
    line.dataset.key = key;
    button.addEventListener("click", () => {
      isPicked = content.parts.at(-1)?.key !== key;
      log.focus(); // the line goes
      turnTo(key);
      showChat();
    });
    return line;
  }

  function showEarlier() {
    const hidden = chats.get(shownKey)?.hidden ?? 0;
    write(earlier, `Show ${Math.min(MANY, hidden)} earlier`);
    earlier.hidden = !hidden;
    before.hidden = Boolean(hidden) || !content.before;
  }

  function showMore() {
    if (unread) write(more, `${unread} new ${unread === 1 ? "message" : "messages"}`);
    more.hidden = !unread;
  }

  /** @param {Part["entries"][number]} entry */
  function opened(entry) {
    return entry.waits ? { ...entry, text: open[entry.key] ?? entry.text } : entry;
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
    files.stop();
    scroller.stop();
    model.off("change:content", show);
    model.off("msg:custom", hear);
  };
}
