// The hashes of crypto-js and their keyed kinds (HMAC). The host computes them.

class WordArray {
  constructor(words = [], sigBytes = words.length * 4) {
    this.words = words;
    this.sigBytes = sigBytes;
  }

  static ofBytes(bytes) {
    const words = [];
    bytes.forEach((byte, at) => {
      words[at >> 2] |= byte << (24 - (at % 4) * 8);
    });
    return new WordArray(words, bytes.length);
  }

  bytes() {
    return Array.from({ length: this.sigBytes }, (_, at) => (this.words[at >> 2] >>> (24 - (at % 4) * 8)) & 255);
  }

  concat(other) {
    const both = WordArray.ofBytes([...this.bytes(), ...other.bytes()]);
    return Object.assign(this, { words: both.words, sigBytes: both.sigBytes });
  }

  clone() {
    return WordArray.ofBytes(this.bytes());
  }

  clamp() {
    Object.assign(this, WordArray.ofBytes(this.bytes()));
  }

  toString(code = encodings.Hex) {
    return code.stringify(this);
  }
}

const encoding = (parse, stringify) => ({
  parse: (text) => WordArray.ofBytes(parse(String(text))),
  stringify: (words) => stringify(words.bytes()),
});

function strictText(bytes) {
  try {
    return textOfBytes(bytes);
  } catch {
    throw new Error("Malformed UTF-8 data");
  }
}

const encodings = {
  Hex: encoding(fromHex, hexOf),
  Base64: encoding(fromBase64, base64Of),
  Utf8: encoding(bytesOf, strictText),
  Latin1: encoding(fromLatin1, latin1Of),
};

/** What is hashed, as the host takes it: how it is written, and the text. */
const written = (message) => (message instanceof WordArray ? ["hex", String(message)] : ["text", String(message)]);

/** A hash; with a key, its HMAC. */
function hashed(name, message, ...keys) {
  return encodings.Hex.parse(tell("hash", name, ...[message, ...keys].flatMap(written)) ?? "");
}

const CryptoJS = {
  enc: encodings,
  lib: {
    WordArray: {
      create: (words, size) => new WordArray(words, size),
      random: (size) => WordArray.ofBytes(Array.from({ length: size }, () => Math.floor(Math.random() * 256))),
    },
  },
};
for (const name of ["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]) {
  CryptoJS[name] = (message) => hashed(name, message);
  CryptoJS[`Hmac${name}`] = (message, key) => hashed(name, message, key);
}
for (const name of [
  "AES", "DES", "TripleDES", "RC4", "RC4Drop", "Rabbit", "RabbitLegacy", "PBKDF2", "EvpKDF", "SHA3", "RIPEMD160",
  "HmacSHA3", "HmacRIPEMD160", "algo", "mode", "pad", "format", "kdf",
]) {
  Object.defineProperty(CryptoJS, name, { get: () => missing(`CryptoJS.${name}`) });
}
