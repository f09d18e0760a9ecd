import type { Statement } from "./raw-sql.ts";

const MAX_STATEMENTS = 500;

/** Lets small writes that come while another is under way share one commit, all or nothing. */
export function shareCommits(
  batch: (statements: readonly Statement[]) => Promise<void>,
): (statement: Statement) => Promise<void> {
  let waiting: { statement: Statement; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    await null;
    while (waiting.length > 0) {
      const group = waiting.slice(0, MAX_STATEMENTS);
      waiting = waiting.slice(MAX_STATEMENTS);
      try {
        await batch(group.map(({ statement }) => statement));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    isRunning = false;
  };
  return (statement) =>
    new Promise((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      if (!isRunning) void run();
    });
}
