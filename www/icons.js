// One icon for each family of error kinds. Families differ by shape, not by color.

const SHAPES = {
  transport: "M2 5.5h9.5M8.5 2.5l3 3-3 3M14 10.5H4.5M7.5 7.5l-3 3 3 3",
  auth: "M8 8a3 3 0 1 1-6 0a3 3 0 0 1 6 0zM8 8h6v2.5M11.5 8v2",
  input: "M9.5 2.5l4 4-7 7h-4v-4zM7.5 4.5l4 4",
  server: "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
  resource: "M4 1.5h5.5l3 3v10H4zM9.5 1.5v3h3",
  configuration: "M2 5h6M12 5h2M2 11h2M8 11h6M10 3v4M6 9v4",
};

/** @type {Record<string, keyof typeof SHAPES>} */
const FAMILIES = {
  connection: "transport",
  timeout: "transport",
  authentication: "auth",
  validation: "input",
  selector: "input",
  resource: "resource",
  configuration: "configuration",
};

const SVG = "http://www.w3.org/2000/svg";

/**
 * The icon of a kind. It is decoration: the text next to it says the same.
 * @param {string} kind
 */
export function iconOf(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[FAMILIES[kind] ?? "server"]);
  svg.append(path);
  return svg;
}
