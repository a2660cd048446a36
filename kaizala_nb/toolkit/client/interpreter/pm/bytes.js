// Bytes and their texts: UTF-8, Latin-1, hexadecimal, base64.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const latin1Of = (bytes) => bytes.map((byte) => String.fromCharCode(byte)).join("");
const fromLatin1 = (text) => Array.from(text, (sign) => sign.charCodeAt(0) & 255);
const hexOf = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => (text.match(/[0-9a-fA-F]{2}/g) ?? []).map((pair) => parseInt(pair, 16));

/** The bytes of a text in UTF-8. */
function bytesOf(text) {
  const bytes = [];
  for (const sign of String(text)) {
    const code = sign.codePointAt(0);
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The text that bytes are in UTF-8. Raises an error if they are none. */
const textOfBytes = (bytes) => decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));

function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one, two = 0, three = 0] = bytes.slice(at, at + 3);
    const number = (one << 16) | (two << 8) | three;
    text += BASE64[number >> 18] + BASE64[(number >> 12) & 63];
    text += at + 1 < bytes.length ? BASE64[(number >> 6) & 63] : "=";
    text += at + 2 < bytes.length ? BASE64[number & 63] : "=";
  }
  return text;
}

function fromBase64(text) {
  const bytes = [];
  let number = 0;
  let bits = 0;
  for (const sign of String(text).replace(/-/g, "+").replace(/_/g, "/")) {
    const value = BASE64.indexOf(sign);
    if (sign === "=") break;
    if (value < 0) continue;
    number = (number << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((number >> bits) & 255);
      number &= (1 << bits) - 1;
    }
  }
  return bytes;
}

const readable = (bytes) => {
  try {
    return textOfBytes(bytes);
  } catch {
    return latin1Of(bytes);
  }
};

const CODES = {
  utf8: [bytesOf, readable],
  "utf-8": [bytesOf, readable],
  latin1: [fromLatin1, latin1Of],
  binary: [fromLatin1, latin1Of],
  ascii: [fromLatin1, latin1Of],
  hex: [fromHex, hexOf],
  base64: [fromBase64, base64Of],
  base64url: [fromBase64, (bytes) => base64Of(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")],
};

function codeOf(name) {
  const code = CODES[String(name ?? "utf8").toLowerCase()];
  if (!code) throw new TypeError(`Unknown encoding: ${name}`);
  return code;
}

/** As much of Node's `Buffer` as scripts use: bytes from a text, and back. */
class Buffer extends Uint8Array {
  static from(value, code) {
    const bytes = typeof value === "string" ? codeOf(code)[0](value) : [...value];
    const buffer = new Buffer(bytes.length);
    buffer.set(bytes);
    return buffer;
  }

  static alloc(size) {
    return new Buffer(size);
  }

  static byteLength(text, code) {
    return codeOf(code)[0](text).length;
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  static concat(list) {
    return Buffer.from(list.flatMap((one) => [...one]));
  }

  toString(code) {
    return codeOf(code)[1](Array.from(this));
  }

  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  }
}

const atobOf = (text) => latin1Of(fromBase64(text));
const btoaOf = (text) => base64Of(fromLatin1(String(text)));
