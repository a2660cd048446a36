/** A window of its own for what a widget draws. It has the colours of the page, and closes with it. */

/**
 * @param {string} title
 * @param {(el: HTMLElement) => () => void} draw draws into an element of the window, and gives what ends it
 * @returns {(() => void) | null} closes the window; null if the browser opens none
 */
export function openWindow(title, draw) {
  const opened = window.open("", "", "popup,width=320,height=520");
  if (!opened) return null;
  const page = opened.document;
  page.title = title;
  page.documentElement.lang = document.documentElement.lang;
  takeColours(page.documentElement);
  page.body.style.margin = "0";
  const el = page.createElement("div");
  el.className = "kz-own-window";
  page.body.append(el);
  const end = draw(el);

  function close() {
    window.removeEventListener("pagehide", close);
    end();
    opened?.close();
  }

  window.addEventListener("pagehide", close);
  opened.addEventListener("pagehide", end);
  return close;
}

/**
 * The colours and the type of the page are variables, which another window does not have.
 *
 * @param {HTMLElement} root
 */
function takeColours(root) {
  const looks = getComputedStyle(document.body);
  const names = new Set([...document.styleSheets].flatMap(variables));
  for (const name of names) root.style.setProperty(name, looks.getPropertyValue(name));
  root.style.background = looks.getPropertyValue("--jp-layout-color0") || looks.backgroundColor;
  root.style.color = looks.color;
  root.style.colorScheme = looks.colorScheme;
}

/** @param {CSSStyleSheet} sheet the names of the variables that it sets */
function variables(sheet) {
  try {
    const rules = /** @type {CSSStyleRule[]} */ ([...sheet.cssRules].filter((rule) => rule instanceof CSSStyleRule));
    return rules.flatMap((rule) => [...rule.style].filter((name) => name.startsWith("--jp-")));
  } catch {
    return []; // a sheet of another host is not to be read
  }
}
