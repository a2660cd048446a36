/** The small parts: elements, times, the log, the style sheet. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Element, newView } from "./page.mjs";
import { element, hold, newId, write } from "../../kaizala_nb/toolkit/widgets/javascript/dom.mjs";
import { makeLog } from "../../kaizala_nb/toolkit/widgets/javascript/log.mjs";
import { dress } from "../../kaizala_nb/toolkit/widgets/javascript/sheet.mjs";
import { millisecondsOf, moment, zone } from "../../kaizala_nb/toolkit/widgets/javascript/times.mjs";

process.env.TZ = "Asia/Kolkata";
const SCRIPT = "<img src=x onerror=alert(1)>";

test("what comes from outside is text", () => {
  const made = element("p", { title: SCRIPT, hidden: true, lang: undefined, inert: false }, SCRIPT, null, element("b", {}, SCRIPT));
  assert.equal(made.textContent, SCRIPT + SCRIPT);
  assert.deepEqual(made.attributes, { title: SCRIPT, hidden: "" });
  assert.equal(made.all("img").length, 0);
});

test("no attribute is code or style", () => {
  assert.throws(() => element("p", { onclick: "alert(1)" }));
  assert.throws(() => element("p", { style: "color:red" }));
});

test("a text that is there already is left alone", () => {
  const node = element("p", {}, "the same");
  const [text] = node.childNodes;
  write(node, "the same");
  assert.equal(node.childNodes[0], text);
  write(node, "another");
  assert.equal(node.textContent, "another");
});

test("children that stay are the nodes that they were, and keep the focus", () => {
  const [one, two, three] = [1, 2, 3].map(() => new Element("li"));
  const list = newView();
  hold(list, [one, two]);
  two.focus();
  hold(list, [two, three]);
  assert.deepEqual(list.children, [two, three]);
  assert.equal(document.activeElement, two);
  hold(list, [three, two]);
  assert.deepEqual(list.children, [three, two]);
});

test("no two ids are the same, though a page may link the module twice", async () => {
  const again = await import("../../kaizala_nb/toolkit/widgets/javascript/dom.mjs?again");
  assert.equal(new Set([newId(), again.newId(), newId(), again.newId()]).size, 4);
});

test("times are in the zone of the browser, which is named", () => {
  assert.equal(moment(Date.UTC(2031, 4, 17, 4, 0)), "Sat 17 May 2031 09:30");
  assert.match(moment(Date.UTC(new Date().getFullYear(), 0, 5, 0, 5)), /^\w{3} 5 Jan 05:35$/);
  assert.equal(moment(1e16), "at no time that a calendar has");
  assert.equal(moment(9e14), "at no time that a calendar has");
  assert.match(zone(), /^your browser's time zone, UTC\+05:30 \(Asia\/(Kolkata|Calcutta)\)$/);
});

test("a time that was put in is one of the browser's zone", () => {
  assert.equal(millisecondsOf("2031-05-17T09:30"), Date.UTC(2031, 4, 17, 4, 0));
  assert.equal(millisecondsOf(""), null);
});

test("a log lives on, and an entry that stays is the same node", () => {
  const log = makeLog("Inbox");
  const part = { key: "events", title: "", entries: [], empty: "Nothing yet." };
  log.show("", [part]);
  assert.equal(log.node.textContent, "Nothing yet.");
  log.show("", [{ ...part, entries: [{ key: "1", at: 0, text: "first" }, { key: "2", at: 0, text: SCRIPT }] }]);
  const [, second] = log.node.all("li");
  assert.equal(second.children[2].textContent, SCRIPT);
  const newer = [{ key: "2", at: 0, text: "second, answered" }, { key: "3", at: 0, text: "third" }];
  log.show("And 1 before these.", [{ ...part, entries: newer }]);
  assert.equal(log.node.all("li")[0], second);
  assert.equal(second.children[2].textContent, "second, answered");
  assert.deepEqual(log.node.all("li").map((line) => line.children[2].textContent), ["second, answered", "third"]);
  assert.match(log.node.textContent, /^And 1 before these\./);
  log.show("", [{ ...part, entries: newer }, { key: "g", title: "A group", entries: newer }]);
  assert.equal(log.node.all("li")[0], second);
  assert.equal(log.node.all("h4")[0].textContent, "A group");
  log.show("", []);
  assert.equal(log.node.textContent, "");
});

test("a style sheet stands once on a page, and once in each shadow root", () => {
  const root = new ShadowRoot();
  const inside = new Element("div");
  root.append(inside);
  for (const el of [newView(), newView(), inside, inside]) dress(el, ".kz{}");
  assert.deepEqual(document.adoptedStyleSheets.map((sheet) => sheet.text), [".kz{}"]);
  assert.deepEqual(root.adoptedStyleSheets, document.adoptedStyleSheets);
});
