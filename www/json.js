// JSON as text: what JSON.parse does not keep.

/**
 * The value of a JSON text.
 * @param {string} text
 * @returns {unknown} undefined if it is not JSON
 */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The items of an array, as they are written.
 * @param {string} text a valid JSON array
 * @returns {string[]}
 */
export function itemTexts(text) {
  const texts = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === "[" || char === "{") {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (char === "]" || char === "}") depth -= 1;
    if ((char === "," && depth === 1) || depth === 0) {
      const item = text.slice(start, at).trim();
      if (item !== "") texts.push(item);
      start = at + 1;
    }
  }
  return texts;
}

/**
 * Quotes the integers that a double cannot hold, so that JSON.parse keeps all their digits.
 * @param {string} text valid JSON
 */
export function quoteLargeIntegers(text) {
  const tokens = /"|-?\d[\d.eE+-]*/g;
  const pieces = [];
  let end = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    if (token === '"') tokens.lastIndex = stringEnd(text, match.index) + 1;
    else if (/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token))) {
      pieces.push(text.slice(end, match.index), `"${token}"`);
      end = match.index + token.length;
    }
  }
  return pieces.join("") + text.slice(end);
}

/**
 * Where the string ends that begins at `start`: the position of its closing quote.
 * @param {string} text
 * @param {number} start
 */
function stringEnd(text, start) {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === "\\") escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
