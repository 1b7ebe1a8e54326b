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
 * Finds the objects and arrays in a text that is not JSON as a whole, such as a log, from left to right.
 * @param {string} text
 * @param {(value: object, text: string, start: number) => boolean} visit returns false to end the search
 */
export function visitJson(text, visit) {
  const brackets = /[{[]/g;
  // Without it, a text of opening brackets alone would take quadratic time.
  let budget = 1e6 + 8 * text.length;
  for (let match = brackets.exec(text); match !== null && budget > 0; match = brackets.exec(text)) {
    const start = match.index;
    const { end, isClosed } = closingBracket(text, start);
    budget -= end - start;
    if (!isClosed) continue;
    const piece = text.slice(start, end + 1);
    const value = parse(piece);
    if (value === undefined) continue;
    if (!visit(/** @type {object} */ (value), piece, start)) return;
    brackets.lastIndex = end + 1;
  }
}

/**
 * Where the bracket at `start` closes, or where the text stops looking like JSON.
 * @param {string} text
 * @param {number} start
 */
function closingBracket(text, start) {
  // All but white space, punctuation, digits, and the letters of numbers, `true`, `false` and `null`.
  const tokens = /[^\s,:\-+.\dEtruefalsn]/g;
  tokens.lastIndex = start;
  let depth = 0;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const { index: at, 0: token } = match;
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === '"') {
      const end = stringEnd(text, at);
      if (text[end] !== '"') return { end, isClosed: false };
      tokens.lastIndex = end + 1;
    } else return { end: at, isClosed: false };
    if (depth === 0) return { end: at, isClosed: true };
  }
  return { end: text.length, isClosed: false };
}

/**
 * Where the string ends that begins at `start`: the position of its closing quote, or of what cuts it, a line break or the
 * end of the text.
 * @param {string} text
 * @param {number} start
 */
function stringEnd(text, start) {
  const stops = /["\\\n]/g;
  stops.lastIndex = start + 1;
  for (let match = stops.exec(text); match !== null; match = stops.exec(text)) {
    if (match[0] !== "\\") return match.index;
    stops.lastIndex = match.index + 2;
  }
  return text.length;
}
