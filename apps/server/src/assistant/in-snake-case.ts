/** The same data, its keys written as an assistant is answered in: `timeZone` is `time_zone`. What stands in it is left as it is. */
export function inSnakeCase(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(inSnakeCase);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      inSnakeCase(value),
    ]),
  );
}
