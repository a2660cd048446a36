"""How well text can be read: the contrast of each text that is seen with what is behind it, by WCAG's formula, in a real page.

Measured are texts, what stands in fields, and what is said in them while they are empty. What is switched off, and what is
there for screen readers alone, needs no contrast; a cell's number is JupyterLab's own. A colour that is there only while
the mouse is over something is measured too, wherever the mouse is: ``under_the_mouse``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

_MEASURE = r"""root => {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, below) => [0, 1, 2].map(part => top[part] * top[3] + below[part] * (1 - top[3]));
  const behind = element => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const layer = rgba(getComputedStyle(one).backgroundColor);
      if (layer[3]) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255]);
  };
  const light = colour => {
    const [red, green, blue] = colour.map(part => part / 255).map(
      part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const found = [];
  const judge = (element, text, colour, style = getComputedStyle(element)) => {
    const box = element.getBoundingClientRect();
    if (!/[^\s\u200b]/.test(text) || box.width < 2 || box.height < 2) return;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    if (element.closest(':disabled, [aria-hidden=true], .jp-OutputPrompt')) return;
    const ground = behind(element);
    const ink = rgba(colour);
    for (let one = element; one; one = one.parentElement) ink[3] *= Number(getComputedStyle(one).opacity);
    const [low, high] = [light(over(ink, ground)), light(ground)].sort((one, other) => one - other);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (high + 0.05) / (low + 0.05);
    const name = element.tagName + '.' + element.className;
    found.push({ text: text.trim().slice(0, 60), element: name, ratio, least: large ? 3 : 4.5 });
  };
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!['STYLE', 'SCRIPT'].includes(element.tagName)) judge(element, texts.currentNode.data, getComputedStyle(element).color);
  }
  for (const field of root.querySelectorAll('input, textarea, select')) {
    if (['checkbox', 'radio', 'file', 'hidden'].includes(field.type)) continue;
    judge(field, field.value || (field.type.startsWith('date') ? field.type : ''), getComputedStyle(field).color);
    if (!field.value && field.placeholder) judge(field, field.placeholder, getComputedStyle(field, '::placeholder').color);
  }
  return found;
}"""


_OVER = r"""() => [...document.styleSheets, ...document.adoptedStyleSheets].flatMap(sheet => [...sheet.cssRules])
  .flatMap(rule => (rule.selectorText || '').split(','))
  .filter(selector => selector.includes('.kz') && selector.includes(':hover'))
  .map(selector => selector.split(':hover')[0].trim())"""


@contextmanager
def under_the_mouse(page: Page) -> Iterator[int]:
    """Draw everything of ours that has other colours under the mouse as if the mouse were over it; how much that is."""
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    document = tools.send("DOM.getDocument")["root"]["nodeId"]
    nodes = set()
    for selector in sorted(set(page.evaluate(_OVER))):
        nodes |= set(tools.send("DOM.querySelectorAll", {"nodeId": document, "selector": selector})["nodeIds"])
    for node in nodes:
        tools.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": ["hover"]})
    try:
        yield len(nodes)
    finally:
        tools.detach()


def measured(place: Locator) -> list[dict]:
    """Every text in there: ``text``, ``element``, its ``ratio``, and the ``least`` that WCAG wants (AA)."""
    return place.evaluate(_MEASURE)


def too_low(place: Locator) -> list[str]:
    """The texts that are hard to read, a line each."""
    return [
        f"{one['ratio']:.2f}:1  {one['text']!r} in {one['element']}"
        for one in measured(place)
        if one["ratio"] < one["least"]
    ]
