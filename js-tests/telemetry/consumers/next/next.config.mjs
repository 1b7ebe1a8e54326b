import { fileURLToPath } from "node:url";

// The folder with the packages of the tests in it, which links lead to.
const root = fileURLToPath(new URL("../../../../../..", import.meta.url));

export default { turbopack: { root }, devIndicators: false };
