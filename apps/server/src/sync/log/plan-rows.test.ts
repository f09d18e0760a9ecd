import fc from "fast-check";
import { expect, test } from "vitest";
import type { LogEntry } from "../page-log.ts";
import type { KnownSession } from "./known-sessions.ts";
import { planRows } from "./plan-rows.ts";

const SESSIONS = ["ana's tab", "ben's tab"];

/** Pushes of one call: which session, and from which `cseq` on how many. */
const push = fc.record({
  session: fc.integer({ min: 0, max: 1 }),
  from: fc.integer({ min: 1, max: 12 }),
  count: fc.integer({ min: 1, max: 4 }),
});
const commit = fc.record({ group: fc.array(fc.array(push, { maxLength: 3 }), { maxLength: 6 }), fails: fc.boolean() });

test("however pushes are repeated, reordered and lost, each session is stored without a gap and without a double", () => {
  fc.assert(
    fc.property(fc.array(commit, { maxLength: 12 }), (commits) => {
      const sessions = SESSIONS.map((_, index) => known(index));
      const stored: number[][] = SESSIONS.map(() => []);
      for (const { group, fails } of commits) {
        const pushes = group.map((parts) => ({
          entries: parts.flatMap(({ session, from, count }) =>
            Array.from({ length: count }, (_, index) => entry(session, from + index)),
          ),
        }));
        for (const session of sessions) session.plannedCseq = session.storedCseq;
        const resolved = pushes.flatMap(({ entries }) => entries.map(({ clientId }) => sessions[clientId]!));
        const plan = planRows(pushes, resolved);

        for (const [index, outcome] of plan.pushes.entries()) {
          if (outcome instanceof Error) continue;
          for (const [at, each] of outcome.entries()) {
            const asked = pushes[index]!.entries[at]!;
            const told =
              typeof each === "number"
                ? plan.rows[each]!.entry
                : { session: SESSIONS[each.session.id], cseq: each.cseq };
            expect({ session: told.session, cseq: told.cseq }).toEqual({ session: asked.session, cseq: asked.cseq });
          }
        }
        if (fails) continue;
        for (const row of plan.rows) {
          stored[row.session.id]!.push(row.entry.cseq);
          row.session.storedCseq = row.entry.cseq;
        }
      }
      for (const cseqs of stored) expect(cseqs).toEqual(cseqs.map((_, index) => index + 1));
    }),
    { seed: 20261122, numRuns: 2000 },
  );
});

function known(id: number): KnownSession {
  const page = { page: "page", head: 0, sessions: new Map(), keptIn: new Map() };
  return { id, page, userId: SESSIONS[id]!, clientId: id, storedCseq: 0, plannedCseq: 0 };
}

function entry(session: number, cseq: number): LogEntry {
  return {
    page: "page",
    session: SESSIONS[session]!,
    cseq,
    clientId: session,
    userId: SESSIONS[session]!,
    member: session === 0 ? "a" : "b",
    at: "2026-03-02T10:00:00.000Z",
    update: new Uint8Array(1),
  };
}
