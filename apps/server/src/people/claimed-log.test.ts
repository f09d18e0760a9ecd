import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { createClaimedLog, readClaimant } from "./claimed-log.ts";

describeEachEngine("what was written before a sign-in", ({ open }) => {
  async function openLog() {
    const { db, log } = await open();
    const page = randomUUID();
    const claim = (from_user: string, to_user: string) =>
      db.insertInto("account_claim").values({ from_user, to_user, at: "2026-11-24T09:00:00.000Z" }).execute();
    const entry = (userId: string, cseq: number) => ({
      ...{ page, session: "tab", clientId: 7, userId, cseq, member: "a" as const },
      at: "2026-11-24T09:00:00.000Z",
      update: new Uint8Array([0, 0]),
    });
    const binding = (userId: string) => ({ page, session: "tab", clientId: 7, userId });
    return { log: createClaimedLog(log, readClaimant(db)), plain: log, claim, entry, binding, page };
  }

  test("a tab goes on sending in the name of the account that its person signed in to", async () => {
    const { log, claim, entry, binding, page } = await openLog();
    expect(await log.bindClient(binding("anonymous"))).toBe("bound");
    await log.append([entry("anonymous", 1)]);
    expect(await log.bindClient(binding("account"))).toBe("taken");
    await claim("anonymous", "account");
    expect(await log.bindClient(binding("account"))).toBe("bound");
    await log.append([entry("account", 2)]);
    expect(await log.storedCseq(page, "tab")).toBe(2);
    expect(await log.readTail(page, 0)).toHaveLength(2);
    expect(await log.readBinding(page, 7)).toMatchObject({ userId: "account" });
    // Something of the old name may still be on its way.
    await log.append([entry("anonymous", 3)]);
    expect(await log.storedCseq(page, "tab")).toBe(3);
  });

  test("nobody else gets it, and no other session of the claimant does", async () => {
    const { log, claim, binding } = await openLog();
    await log.bindClient(binding("anonymous"));
    await claim("anonymous", "account");
    expect(await log.bindClient(binding("eve"))).toBe("taken");
    expect(await log.bindClient({ ...binding("account"), session: "another" })).toBe("taken");
    expect(await log.bindClient({ ...binding("account"), clientId: 8 })).toBe("taken");
  });
});
