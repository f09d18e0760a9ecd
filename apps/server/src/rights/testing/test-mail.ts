import { randomUUID } from "node:crypto";
import type { EnforceEdge } from "../enforce-rights.ts";

/** Mails wait in their table, where a test reads them. */
export const testMail: EnforceEdge["mail"] = {
  newId: randomUUID,
  linkOf: (path) => `https://candor.example.org${path}`,
  wake: () => undefined,
};
