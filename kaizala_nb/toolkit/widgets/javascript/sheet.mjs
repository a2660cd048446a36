/** The style sheet, once on a page however many widgets it shows, and once in each shadow root that holds some. */

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

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
 * @param {DocumentOrShadowRoot} root
 * @param {string} style
 */
function adopt(root, style) {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
