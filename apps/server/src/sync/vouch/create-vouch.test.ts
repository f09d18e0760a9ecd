import { createHmac, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createVouch } from "./create-vouch.ts";

test("a voucher is the HMAC that the decision names, however long what it is for", () => {
  const secret = "a secret";
  const key = Buffer.from(hkdfSync("sha256", secret, "", "candor/vouchers/1", 32));
  const { vouch, isVouched } = createVouch(secret);
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 5000, size: "max" }), { minLength: 1, maxLength: 4 }),
      fc.uuid(),
      (updates, page) => {
        const head = `${page}\n${updates.map(({ length }) => length).join(",")}\n`;
        const mac = createHmac("sha256", key).update(head);
        for (const update of updates) mac.update(update);
        const voucher = vouch(page, updates);
        expect(Buffer.from(voucher)).toEqual(mac.digest().subarray(0, 16));
        expect(Buffer.from(vouch(page, updates))).toEqual(Buffer.from(voucher));
        expect(isVouched(page, { updates, voucher })).toBe(true);
        expect(isVouched(`${page}x`, { updates, voucher })).toBe(false);
        expect(createVouch("another").isVouched(page, { updates, voucher })).toBe(false);
      },
    ),
    { seed: 13, numRuns: 200 },
  );
});

test("what a voucher was made of may be changed afterwards, and then it is worth nothing", () => {
  const { vouch, isVouched } = createVouch("a secret");
  const update = Uint8Array.of(1, 2, 3);
  const voucher = vouch("page", [update]);
  update[0] = 9;
  expect(isVouched("page", { updates: [update], voucher })).toBe(false);
});
