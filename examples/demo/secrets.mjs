// The secrets of the server. They are joined here, so that no secret scanner takes them for real ones.

/** @param {...string} pieces */
const join = (...pieces) => pieces.join("");

/** @type {Record<string, { title: string, value: string }>} */
export const secrets = {
  databasePassword: { title: "database URL password", value: join("Tr0ub", "4dor", "-and-3") },
  apiKey: { title: "API key in a query string", value: join("k7Qm", "2ZxV9b", "RtY4wE8u") },
  sessionPassword: { title: "password in a context", value: join("corr3ct", "-h0rse-", "battery") },
  bearerToken: { title: "bearer token", value: join("vX3nT8", "qLw5Zp0R", "kD7sHy2c") },
};
