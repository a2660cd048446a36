/** A part of the page that scrolls inside itself and shows its end, unless somebody has scrolled up: they stay where they are. */

const NEAR = 8; // pixels from the end that count as the end

/**
 * @param {HTMLElement} node what scrolls
 * @param {HTMLElement} inner all that is in it
 * @param {() => void} atEnd is called when somebody has come to the end
 */
export function makeScroller(node, inner, atEnd) {
  let follows = true;
  let top = 0;
  node.addEventListener("scroll", () => {
    if (!node.clientHeight) return; // it is not on the page
    top = node.scrollTop;
    follows = node.scrollHeight - node.clientHeight - top < NEAR;
    if (follows) atEnd();
  });

  function settle() {
    node.scrollTop = follows ? node.scrollHeight : top;
  }

  const Observer = node.ownerDocument.defaultView?.ResizeObserver ?? ResizeObserver;
  const observer = new Observer(settle); // the page may take it out and put it back, and a picture may grow
  observer.observe(node);
  observer.observe(inner);
  return {
    get follows() {
      return follows;
    },

    toEnd() {
      follows = true;
      settle();
    },

    settle,

    /** @param {() => void} change something that grows above what is read: that stays in its place */
    keepPlace(change) {
      const below = node.scrollHeight - node.scrollTop;
      change();
      top = node.scrollHeight - below;
      follows = false;
      settle();
    },

    stop: () => observer.disconnect(),
  };
}
