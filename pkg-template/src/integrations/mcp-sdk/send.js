// The data of errors, put back on their way out: early releases of 1.x send the code and the message alone.

/** @type {WeakSet<object>} */
const completed = new WeakSet();

/**
 * Adds the data that was thrown to the answers of a transport that have lost it.
 * @param {any} transport
 * @param {Map<unknown, unknown>} thrown data by the id of the request
 */
export function completeErrors(transport, thrown) {
  if (typeof transport?.send !== "function" || completed.has(transport)) return;
  completed.add(transport);
  const { send } = transport;
  /** @param {any} message @param {...unknown} rest */
  transport.send = (message, ...rest) => {
    const data = thrown.get(message?.id);
    if (data !== undefined && message.method === undefined) {
      thrown.delete(message.id);
      if (message.error !== undefined) message.error.data ??= data;
    }
    return send.call(transport, message, ...rest);
  };
}
