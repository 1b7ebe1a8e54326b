// JSON text as bytes, as it crosses to the engine. Short strings are written letter by letter, which is quicker than to make
// one long string of them and to encode that.

/** Strings up to this length are written by hand, if they are plain ASCII. */
const SHORT = 48;

/** Anything that is not written as it is: quotes, backslashes, control characters, and halves of surrogate pairs, which may be. */
const SPECIAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** Bytes of a buffer that is kept for the next text. */
const KEPT = 1 << 18;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A buffer that is not in use: a getter may make an error while another one is being read. @type {Uint8Array<ArrayBuffer> | undefined} */
let spare;

export class JsonBytes {
  /** @type {Uint8Array<ArrayBuffer>} */
  #bytes;
  /** How many bytes have been written. */
  length = 0;

  constructor() {
    this.#bytes = spare ?? new Uint8Array(1 << 12);
    spare = undefined;
  }

  /** What has been written, until `release`. */
  view() {
    return this.#bytes.subarray(0, this.length);
  }

  /** @param {number} from */
  text(from) {
    return decoder.decode(this.#bytes.subarray(from, this.length));
  }

  release() {
    if (this.#bytes.length <= KEPT) spare = this.#bytes;
  }

  /** @param {number} more */
  #grow(more) {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    larger.set(this.view());
    this.#bytes = larger;
  }

  /** @param {number} code an ASCII character */
  byte(code) {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = code;
  }

  /** @param {string} text ASCII */
  ascii(text) {
    const { length } = text;
    if (this.length + length > this.#bytes.length) this.#grow(length);
    const bytes = this.#bytes;
    const start = this.length;
    for (let at = 0; at < length; at += 1) bytes[start + at] = text.charCodeAt(at);
    this.length = start + length;
  }

  /** @param {string} text */
  string(text) {
    const { length } = text;
    if (length > SHORT) return this.#encoded(text);
    if (this.length + length + 2 > this.#bytes.length) this.#grow(length + 2);
    const bytes = this.#bytes;
    let to = this.length;
    bytes[to++] = QUOTE;
    for (let at = 0; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return this.#encoded(text);
      bytes[to++] = code;
    }
    bytes[to++] = QUOTE;
    this.length = to;
  }

  /** @param {string} text */
  #encoded(text) {
    if (SPECIAL.test(text)) return this.json(JSON.stringify(text));
    this.byte(QUOTE);
    this.json(text);
    this.byte(QUOTE);
  }

  /** @param {string} text JSON */
  json(text) {
    // Most texts are ASCII, and a large one that is not had better not take three times its size.
    let room = text.length < 4096 ? 3 * text.length : text.length;
    let rest = text;
    for (;;) {
      if (this.length + room > this.#bytes.length) this.#grow(room);
      const { read, written } = encoder.encodeInto(rest, this.#bytes.subarray(this.length));
      this.length += written;
      if (read === rest.length) return;
      rest = rest.slice(read);
      room = 3 * rest.length;
    }
  }
}
