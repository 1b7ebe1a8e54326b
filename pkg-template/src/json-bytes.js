// JSON text as UTF-8, as it is copied to the engine. Short strings are written character by character, which is faster than
// joining and encoding them.

/** ASCII strings up to this length are written character by character. */
const SHORT = 48;

/** What JSON may escape: quotes, backslashes, control characters, and surrogates, of which only lone ones are escaped. */
const SPECIAL = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

/** A buffer of at most so many bytes is kept for the next text. */
const KEPT = 1 << 18;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A buffer that is not in use. There may be several in use: a getter may make an error while another error is read. @type {Uint8Array<ArrayBuffer> | undefined} */
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

  /** Returns what has been written; valid until `release`. */
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
    // Most texts are ASCII: a large text first gets a byte for each character, and the rest of it three.
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
