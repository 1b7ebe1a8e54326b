// TextEncoder and TextDecoder for hosts without them (Jest's jsdom environment). The build replaces the bare names by these.
// UTF-8 only.

class Decoder {
  #keepsBom;

  /**
   * @param {string} [_encoding]
   * @param {{ ignoreBOM?: boolean }} [options]
   */
  constructor(_encoding, options) {
    this.#keepsBom = options?.ignoreBOM === true;
  }

  /**
   * Decodes as the standard does: U+FFFD for each byte that begins no character, and for each incomplete character.
   * @param {ArrayBuffer | ArrayBufferView} [input]
   * @returns {string}
   */
  decode(input) {
    if (input === undefined) return "";
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input);
    let text = "";
    let index = 0;
    while (index < bytes.length) {
      const first = bytes[index++];
      const more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
      let point = more < 0 ? 0xfffd : more === 0 ? first : first & (0x3f >> more);
      for (let left = more; left > 0; left--) {
        const next = bytes[index];
        const isSecond = left === more;
        // The second byte tells overlong forms, surrogates and code points above U+10FFFF.
        const low = isSecond && first === 0xe0 ? 0xa0 : isSecond && first === 0xf0 ? 0x90 : 0x80;
        const high = isSecond && first === 0xed ? 0x9f : isSecond && first === 0xf4 ? 0x8f : 0xbf;
        if (!(next >= low && next <= high)) {
          point = 0xfffd;
          break;
        }
        point = (point << 6) | (next & 0x3f);
        index++;
      }
      text += String.fromCodePoint(point);
    }
    return this.#keepsBom || !text.startsWith("\ufeff") ? text : text.slice(1);
  }
}

class Encoder {
  /**
   * @param {string} [text]
   * @returns {Uint8Array}
   */
  encode(text = "") {
    const bytes = new Uint8Array(text.length * 3);
    return bytes.slice(0, this.encodeInto(text, bytes).written);
  }

  /**
   * Encodes as many whole characters of `text` as fit. A lone surrogate becomes U+FFFD.
   * @param {string} text
   * @param {Uint8Array} bytes
   */
  encodeInto(text, bytes) {
    let read = 0;
    let written = 0;
    for (const char of text) {
      const point = /** @type {number} */ (char.codePointAt(0));
      const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > bytes.length) break;
      if (size === 1) {
        bytes[written] = code;
      } else {
        bytes[written] = ((0xf00 >> size) & 0xff) | (code >> (6 * (size - 1)));
        for (let place = 1; place < size; place++) {
          bytes[written + place] = 0x80 | ((code >> (6 * (size - 1 - place))) & 0x3f);
        }
      }
      read += char.length;
      written += size;
    }
    return { read, written };
  }
}

const HostDecoder = globalThis.TextDecoder ?? Decoder;
const HostEncoder = globalThis.TextEncoder ?? Encoder;

export { HostDecoder as TextDecoder, HostEncoder as TextEncoder };
