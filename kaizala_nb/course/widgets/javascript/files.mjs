/** The files on a phone: a picture is drawn, a sound or a video can be played, anything else has its name and its size. */

import { element, paragraph } from "../../../toolkit/widgets/javascript/dom.mjs";

/** @typedef {import("../../../toolkit/widgets/javascript/types.d.mts").Model} Model */

/**
 * See `PhoneFiles.drawn` in Python.
 * @typedef {{ id: string, name: string, type: string, size: string, kind: string, width?: number, height?: number, still?: string,
 *   whole?: boolean }} File
 */

/** @typedef {ReturnType<typeof makeFiles>} Files */

const SHOWN = /^(image|audio|video)\/[\w.+-]+$/;

/**
 * The files that a view has got from the kernel. Each comes once, as an address of this page.
 *
 * @param {Model} model
 */
export function makeFiles(model) {
  /** @type {Map<string, { promise: Promise<string>, found: (address: string) => void }>} */
  const asked = new Map();
  /** @type {string[]} */
  const addresses = [];

  /** @param {{ kind?: string, id?: string, type?: string }} message @param {DataView[]} [buffers] */
  function hear({ kind, id = "", type = "" }, buffers = []) {
    const [content] = buffers;
    if (kind !== "file" || !content?.byteLength || !SHOWN.test(type)) return;
    const bytes = new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    const address = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (bytes)], { type }));
    addresses.push(address);
    asked.get(id)?.found(address);
  }

  model.on("msg:custom", hear);
  return {
    /**
     * The address of a file; it never comes if the kernel does not give the file.
     *
     * @param {string} id
     * @returns {Promise<string>}
     */
    ask(id) {
      const before = asked.get(id);
      if (before) return before.promise;
      /** @type {(address: string) => void} */
      let found = () => {};
      const promise = new Promise((/** @type {(address: string) => void} */ then) => (found = then));
      asked.set(id, { promise, found });
      model.send({ kind: "file", id });
      return promise;
    },

    /** The view is gone. */
    stop() {
      model.off("msg:custom", hear);
      for (const address of addresses) URL.revokeObjectURL(address);
    },
  };
}

/**
 * The nodes of a card's files: several pictures are an album.
 *
 * @param {File[]} all
 * @param {Files} files
 * @returns {HTMLElement[]}
 */
export function fileNodes(all, files) {
  const nodes = all.map((file) => fileNode(file, files));
  if (nodes.length > 1 && all.every((file) => file.kind === "picture")) return [element("div", { class: "kz-album" }, ...nodes)];
  return nodes;
}

/** @param {File} file @param {Files} files */
function fileNode(file, files) {
  if (file.kind === "picture") return picture(file, files);
  return file.kind === "document" ? named(file) : player(file, files);
}

/** @param {File} file @param {Files} files */
function picture({ id, name, width, height, still, whole }, files) {
  const size = { width: String(width), height: String(height) };
  const node = element("img", { class: "kz-picture", alt: name || "Picture", src: still || undefined, ...size });
  if (!whole) files.ask(id).then((address) => swap(node, address));
  return node;
}

/**
 * Put a picture in the place of another as it is ready, so that nothing blinks.
 *
 * @param {HTMLImageElement} node
 * @param {string} address
 */
async function swap(node, address) {
  const ready = element("img", { src: address });
  try {
    await ready.decode();
    node.setAttribute("src", address);
  } catch {
    // the small version stays
  }
}

/** @param {File} file @param {Files} files */
function player(file, files) {
  const node = file.kind === "audio" ? element("audio", { controls: true }) : element("video", { controls: true });
  const place = element("div", {}, node);
  node.setAttribute("aria-label", file.name || file.kind);
  if (node.canPlayType(file.type) === "") {
    place.replaceChildren(named(file));
    return place;
  }
  node.addEventListener("error", () => place.replaceChildren(named(file)));
  files.ask(file.id).then((address) => node.setAttribute("src", address));
  return place;
}

/** @param {File} file */
function named({ name, size }) {
  return element("div", {}, paragraph(name || "A file", "kz-file"), paragraph(size, "kz-note"));
}
