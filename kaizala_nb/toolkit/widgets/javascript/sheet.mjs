/** The style sheet, once on a page however many widgets it shows, and once in each shadow root that holds some. */

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} a window takes only the sheets that it has made itself */
const sheets = new WeakMap();

/**
 * Let the page, or the shadow root, that an element stands in have a style sheet.
 *
 * It is constructed and adopted, which a strict Content-Security-Policy allows where a `<style>` element would need `unsafe-inline`.
 *
 * @param {Element} el
 * @param {string} style
 */
export function dress(el, style) {
  adopt(el.ownerDocument, style);
  requestAnimationFrame(() => {
    const root = el.getRootNode(); // known once the element stands on the page
    if (root instanceof ShadowRoot) adopt(root, style);
  });
}

/**
 * @param {Document | ShadowRoot} root
 * @param {string} style
 */
function adopt(root, style) {
  const page = root instanceof ShadowRoot ? root.ownerDocument : root;
  const made = sheets.get(page) ?? new Map();
  sheets.set(page, made);
  const sheet = made.get(style) ?? new (page.defaultView ?? globalThis).CSSStyleSheet();
  if (!made.has(style)) sheet.replaceSync(style);
  made.set(style, sheet);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
