import { expect, test } from "vitest";
import { arrangePairing } from "./arrange-pairing.ts";
import { finishTime } from "./finish-time.ts";
import { checkDay, groupOf, isCheckDue, orderFrictions } from "./friction-way.ts";
import type { Friction, PairingSession } from "./pairing.ts";

const TODAY = "2026-11-24";

function session(id: string, more: Partial<PairingSession> = {}): PairingSession {
  return {
    ...{ what: "session", id, text: "Invoices", author: "a", at: "2026-11-20T09:00:00Z", binnedAt: null },
    ...{ kind: "code", link: null, finishedAt: null, ordinal: null },
    ...more,
  };
}

function friction(id: string, more: Partial<Friction> = {}): Friction {
  return {
    ...{
      what: "friction",
      id,
      session: "s",
      text: "Slow build",
      author: "b",
      at: "2026-11-20T09:05:00Z",
      binnedAt: null,
    },
    ...{
      kind: "tooling",
      severity: "",
      owner: { type: "seat", seat: "a" },
      state: "open",
      stateAt: null,
      fixedAt: null,
    },
    ...{ checkOn: null, cameBack: [], issue: null },
    ...more,
  };
}

test("a fixed friction asks on its day whether it stayed so, four weeks on unless said otherwise", () => {
  expect(checkDay("2026-11-24")).toBe("2026-12-22");
  expect(isCheckDue({ state: "fixed", checkOn: "2026-12-22" }, "2026-12-21")).toBe(false);
  expect(isCheckDue({ state: "fixed", checkOn: "2026-12-22" }, "2026-12-22")).toBe(true);
  expect(isCheckDue({ state: "stayed", checkOn: "2026-12-22" }, "2026-12-23")).toBe(false);
});

test("what is due comes first, then what came back, what nobody owns, what is open, what is fixed, and settled last", () => {
  const all = [
    friction("settled", { state: "stayed" }),
    friction("fixed", { state: "fixed", checkOn: "2027-01-01" }),
    friction("open"),
    friction("nobodys", { owner: null }),
    friction("back", { cameBack: ["2026-11-01T00:00:00Z"] }),
    friction("check", { state: "fixed", checkOn: TODAY }),
  ];
  expect(orderFrictions(all, TODAY).map((each) => each.id)).toEqual(all.toReversed().map((each) => each.id));
  expect(groupOf(friction("let go", { state: "let_go", cameBack: ["x"] }), TODAY)).toBe("settled");
});

test("a session in the bin takes what stands in it along", () => {
  const kept = [session("t"), friction("f", { session: "t" })];
  const all = [session("s", { binnedAt: "2026-11-21T00:00:00Z" }), friction("e"), ...kept];
  expect(arrangePairing(all)).toMatchObject({ sessions: [kept[0]], entries: [], frictions: [kept[1]] });
});

test("a session that was forgotten ended with its last line, any other when it is finished", () => {
  const now = Temporal.Instant.from("2026-11-24T18:00:00Z");
  expect(finishTime(["2026-11-24T15:30:00Z", "2026-11-24T16:40:00Z"], now)).toBe("2026-11-24T18:00:00Z");
  expect(finishTime(["2026-11-24T09:00:00Z", "2026-11-24T10:10:00Z", "nonsense"], now)).toBe("2026-11-24T10:10:00Z");
  expect(finishTime([], now)).toBe("2026-11-24T18:00:00Z");
});
