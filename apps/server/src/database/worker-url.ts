/**
 * Where a worker thread's code lies: beside its starter as TypeScript in the source, beside the bundle as JavaScript
 * once built.
 *
 * @param path relative to the starter's source, without ending, such as "./sqlite/writer-thread".
 * @param from the starter's `import.meta.url`.
 */
export function workerUrl(path: string, from: string): URL {
  if (from.endsWith(".ts")) return new URL(`${path}.ts`, from);
  return new URL(`./${path.slice(path.lastIndexOf("/") + 1)}.js`, from);
}
