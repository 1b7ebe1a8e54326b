// Adds the data of errors to messages: early releases of 1.x send only the code and the message.

/** @type {WeakSet<object>} */
const completed = new WeakSet();

/**
 * Makes a transport add the data of a thrown error to a response without data.
 * @param {any} transport
 * @param {Map<unknown, unknown>} thrown data of errors, by the ids of their requests
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
