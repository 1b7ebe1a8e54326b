/** The key of the payload in `_meta` of a tool result. */
export declare const META_KEY: "io.github.mcp-errors/error";

/** The marker that stands for a redacted value. */
export declare const REDACTED: "[REDACTED]";

/** The version of the package, such as `1.2.3`. */
export declare const version: string;
