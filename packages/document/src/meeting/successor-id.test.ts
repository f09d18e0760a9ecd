import { expect, test } from "vitest";
import { successorId } from "./successor-id.ts";

test.each([
  ["m1", "m1.2"],
  ["m1.2", "m1.3"],
  ["m1.9", "m1.10"],
])("after %s comes %s, whoever plans it", (id, next) => expect(successorId(id)).toBe(next));
