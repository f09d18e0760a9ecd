import fc from "fast-check";
import { expect, test } from "vitest";
import type { MemberId } from "../person/member.ts";
import { agree, beginProposal, changePoints, type Point, type Proposal, takeBack } from "./agreement.ts";

const NOW = "2026-11-24T09:00:00.000Z";
const POINTS: Point[] = [
  { id: "p-one", whose: "a", text: "We exist so that shops never run dry." },
  { id: "p-two", whose: "b", text: "Nobody on my team could say it." },
];
const act = (member: MemberId, revision: number) => ({ member, revision, now: NOW });

test("nothing leaves before both have agreed", () => {
  const begun = beginProposal("b", POINTS, NOW);
  expect(begun).toMatchObject({ state: "open", agreed: { a: null, b: NOW } });
  expect(agree(begun, act("b", 1))).toMatchObject({ type: "changed", proposal: { state: "open" } });
  expect(agree(begun, act("a", 1))).toMatchObject({ type: "leaves", proposal: { points: POINTS } });
});

test("words that were changed after one agreed are agreed to anew", () => {
  const begun = beginProposal("b", POINTS, NOW);
  const changed = changePoints(begun, [{ id: "p-one", whose: "a", text: "Other words." }], act("a", 1));
  expect(changed).toMatchObject({ type: "changed", proposal: { revision: 2, agreed: { a: NOW, b: null } } });
  // b had read the first wording
  expect(agree((changed as { proposal: Proposal }).proposal, act("b", 1))).toEqual({ type: "stale" });
});

test("either takes a point back, and with the last of them the proposal", () => {
  const begun = beginProposal("a", POINTS, NOW);
  const one = takeBack(begun, "p-two", act("b", 1));
  expect(one).toMatchObject({ type: "changed", proposal: { state: "open", points: [POINTS[0]] } });
  const none = takeBack((one as { proposal: Proposal }).proposal, "p-one", act("b", 2));
  expect(none).toMatchObject({ type: "changed", proposal: { state: "withdrawn", points: [] } });
});

test("what leaves is word for word what each of the two last agreed to, whatever they do and in whichever order", () => {
  const step = fc.record({
    member: fc.constantFrom<MemberId>("a", "b"),
    what: fc.constantFrom("agree", "change", "take back"),
    text: fc.constantFrom("x", "y", "z"),
    behind: fc.integer({ min: 0, max: 1 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let proposal = beginProposal("a", POINTS, NOW);
      const read: Record<MemberId, string | null> = { a: JSON.stringify(POINTS), b: null };
      for (const { member, what, text, behind } of steps) {
        const done = act(member, proposal.revision - behind);
        const verdict =
          what === "agree"
            ? agree(proposal, done)
            : what === "change"
              ? changePoints(proposal, [{ id: "p-one", whose: null, text }], done)
              : takeBack(proposal, "p-two", done);
        if (verdict.type === "stale" || verdict.type === "over") continue;
        proposal = verdict.proposal;
        read[member] = JSON.stringify(proposal.points);
        if (verdict.type === "leaves") {
          expect(read).toEqual({ a: JSON.stringify(proposal.points), b: JSON.stringify(proposal.points) });
          return;
        }
      }
    }),
    { seed: 8 },
  );
});
