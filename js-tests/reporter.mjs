// A reporter of `node --test` for programs: a line of JSON for each test, `{ file, name, result }`.

/** @param {AsyncIterable<any>} events */
export default async function* reporter(events) {
  for await (const { type, data } of events) {
    const isTest = (type === "test:pass" || type === "test:fail") && data.details.type !== "suite";
    if (!isTest) continue;
    const isLeftOut = data.skip !== undefined || data.todo !== undefined;
    const result = isLeftOut ? "skip" : type === "test:pass" ? "pass" : "fail";
    yield `${JSON.stringify({ file: data.file, name: data.name, result })}\n`;
  }
}
