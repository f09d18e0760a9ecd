import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { admitSecret, forgetSecret } from "./secret-fingerprint.ts";

const [OURS, ANOTHER] = ["a secret that the first server has", "a secret that was made by another server"];

describeEachEngine("The secret of a database's servers", ({ engine, open }) => {
  const admit = async (database: Awaited<ReturnType<typeof open>>, secret: string) => {
    const warnings: string[] = [];
    await admitSecret(database, secret, (sentence) => warnings.push(sentence));
    return warnings;
  };

  test("the same one starts as often as it likes, and is kept nowhere", async () => {
    const database = await open();
    expect([await admit(database, OURS), await admit(database, OURS)]).toEqual([[], []]);
    const settings = await database.db.selectFrom("setting").selectAll().execute();
    expect(JSON.stringify(settings)).not.toContain(OURS);
    expect(JSON.stringify(settings)).not.toContain(Buffer.from(OURS).toString("base64url"));
  });

  if (engine === "sqlite") {
    test("the one server takes another one on, and says what that means", async () => {
      const database = await open();
      await admit(database, OURS);
      expect(await admit(database, ANOTHER)).toEqual([expect.stringContaining("everybody signs in anew")]);
      expect(await admit(database, ANOTHER)).toEqual([]);
    });
    return;
  }

  test("a server with another one does not start, of two that start at once one, until all were told to change", async () => {
    const database = await open();
    const both = await Promise.allSettled([admit(database, OURS), admit(database, ANOTHER)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await forgetSecret(database.db);
    await admit(database, ANOTHER);
    await expect(admit(database, OURS)).rejects.toThrow(/same CANDOR_SECRET.*candor new-secret/s);
    await admit(database, ANOTHER);
  });
});
