import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitResource, type Part, type Resource } from "./admit-value.ts";
import { GROUP, USER } from "./attributes.ts";
import { type Operation, patchResource, readOperations } from "./patch-resource.ts";
import { ScimRefusal } from "./scim-refusal.ts";
import { wantedPerson } from "./user-resource.ts";

const ANA: Resource = {
  id: "7f1c",
  userName: "ana@example.org",
  name: { givenName: "Ana", familyName: "Ruiz" },
  emails: [{ value: "ana@example.org", type: "work", primary: true }],
  active: true,
  department: "Sales",
};
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function patch(operations: object[], from: Resource = ANA, type = USER): Resource {
  return patchResource(type, from, readOperations({ Operations: operations }));
}

describe("a patch", () => {
  test("takes what Entra sends to change somebody", () => {
    expect(
      patch([
        { op: "Replace", path: "active", value: "False" },
        { op: "Add", path: 'emails[type eq "work"].value', value: "ana.ruiz@example.org" },
        { op: "Add", path: "name.givenName", value: "Ana María" },
        { op: "Replace", path: `${ENTERPRISE}:department`, value: "Marketing" },
        { op: "Add", path: `${ENTERPRISE}:manager`, value: "9a2b" },
        { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+34 600" },
      ]),
    ).toEqual({
      ...ANA,
      active: false,
      name: { givenName: "Ana María", familyName: "Ruiz" },
      emails: [{ value: "ana.ruiz@example.org", type: "work", primary: true }],
      department: "Marketing",
      manager: { value: "9a2b" },
    });
  });

  test("takes one object whose keys are paths, and leaves out what it does not know", () => {
    const value = {
      active: "True",
      "name.familyName": "Ruiz Soto",
      'emails[type eq "home"].value': "ana@home.example",
      [`${ENTERPRISE}:employeeNumber`]: 701,
      [ENTERPRISE]: { manager: { value: "9a2b" }, costCenter: "4" },
      "urn:acme:2.0:User:shoeSize": 39,
      displayname: "Ana R.",
      id: "something else",
      meta: { created: "2020-01-01T00:00:00Z" },
    };
    expect(patch([{ op: "replace", value }])).toEqual({
      ...ANA,
      displayName: "Ana R.",
      name: { givenName: "Ana", familyName: "Ruiz Soto" },
      emails: [
        { value: "ana@example.org", type: "work", primary: true },
        { value: "ana@home.example", type: "home" },
      ],
      employeeNumber: "701",
      manager: { value: "9a2b" },
    });
  });

  test("adds members once, and takes away those who are named in the path or in the value", () => {
    const group: Resource = {
      displayName: "Sales",
      members: [{ value: "1", display: "Ana" }, { value: "2" }, { value: "3" }],
    };
    const members = (operations: object[]) =>
      ((patch(operations, group, GROUP).members as Part[] | undefined) ?? []).map(({ value }) => value);
    expect(members([{ op: "add", path: "members", value: [{ value: "3" }, { value: "4" }] }])).toEqual([
      "1",
      "2",
      "3",
      "4",
    ]);
    expect(members([{ op: "Remove", path: 'members[value eq "1"]' }])).toEqual(["2", "3"]);
    expect(members([{ op: "remove", path: "members", value: [{ value: "1" }, { value: "3" }] }])).toEqual(["2"]);
    expect(members([{ op: "replace", path: "members", value: [{ value: "9" }] }])).toEqual(["9"]);
    expect(members([{ op: "replace", value: { id: "g", displayName: "Sales", members: [] } }])).toEqual([]);
    expect(members([{ op: "remove", path: "members" }])).toEqual([]);
    expect(members([{ op: "remove", path: 'members[value eq "nobody"]' }])).toEqual(["1", "2", "3"]);
  });

  test("leaves one address primary", () => {
    const added = { value: "new@example.org", type: "other", primary: true };
    expect(patch([{ op: "add", path: "emails", value: [added] }]).emails).toEqual([
      { value: "ana@example.org", type: "work", primary: false },
      added,
    ]);
  });

  test("takes a manager away by null, by an empty text and by remove", () => {
    const led = { ...ANA, manager: { value: "9a2b" } };
    for (const operation of [
      { op: "remove", path: `${ENTERPRISE}:manager` },
      { op: "replace", path: `${ENTERPRISE}:manager`, value: "" },
      { op: "replace", path: "manager", value: null },
      { op: "remove", path: "manager.value" },
      { op: "replace", value: { [ENTERPRISE]: { manager: null } } },
    ]) {
      expect(patch([operation], led)).toEqual(ANA);
    }
  });

  test.each([
    ["invalidSyntax", [{ op: "copy", path: "title", value: "x" }]],
    ["invalidSyntax", [{ op: "add", path: 7, value: "x" }]],
    ["invalidSyntax", ["add"]],
    ["noTarget", [{ op: "remove" }]],
    ["noTarget", [{ op: "replace", path: 'emails[value co "nobody"].type', value: "home" }]],
    ["mutability", [{ op: "replace", path: "id", value: "other" }]],
    ["mutability", [{ op: "replace", path: "meta.created", value: "2020-01-01T00:00:00Z" }]],
    ["invalidPath", [{ op: "replace", path: "shoeSize", value: 39 }]],
    ["invalidPath", [{ op: "replace", path: "urn:acme:2.0:User:shoeSize", value: 39 }]],
    ["invalidPath", [{ op: "add", path: "__proto__.admin", value: "yes" }]],
    ["invalidPath", [{ op: "add", path: "constructor.prototype", value: "yes" }]],
    ["invalidPath", [{ op: "add", path: "name.__proto__", value: "yes" }]],
    ["invalidPath", [{ op: "add", path: "active[value eq true]", value: true }]],
    ["invalidFilter", [{ op: "add", path: `emails[${"(".repeat(40)}value pr${")".repeat(40)}]`, value: "x" }]],
    ["invalidValue", [{ op: "replace", path: "active", value: "perhaps" }]],
    ["invalidValue", [{ op: "replace", path: "title", value: { a: 1 } }]],
    ["invalidValue", [{ op: "replace", path: "name", value: 7 }]],
    ["invalidValue", [{ op: "replace", value: "active" }]],
  ])("is refused as %s: %j", (scimType, operations) => {
    expect(() => patch(operations as object[])).toThrow(expect.objectContaining({ scimType }));
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  test("keys that every object has reach no prototype", () => {
    const value = JSON.parse(
      '{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}, "title": "T"}',
    );
    const patched = patch([
      { op: "add", value },
      { op: "add", path: "name", value },
      { op: "add", path: "emails", value: [value] },
    ]);
    expect(patched).toEqual({ ...ANA, title: "T" });
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    expect(Object.getPrototypeOf(patched)).toBe(Object.prototype);
    expect(admitResource(USER, JSON.parse('{"__proto__": {"active": true}, "userName": "u"}'))).toEqual({
      userName: "u",
    });
  });

  test("whatever is sent, it is refused, or leaves somebody who can be stored and changes nothing else", () => {
    const word = fc.constantFrom("", "a", "Ana", "x@example.org", "True", "false", "work", "home", "__proto__");
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        word,
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom("value", "type", "primary", "givenName", "title", "emails", "__proto__"),
          tie("value"),
          {
            maxKeys: 3,
          },
        ),
      ),
    })).value;
    const path = fc.constantFrom(
      null,
      "active",
      "title",
      "name",
      "name.givenName",
      "emails",
      "emails.value",
      'emails[type eq "work"]',
      'emails[type eq "work"].value',
      "emails[primary eq true].type",
      'emails[value eq "x@example.org"].primary',
      "userName",
      "displayName",
      "externalId",
      "manager",
      "manager.value",
      ENTERPRISE,
      `${ENTERPRISE}:department`,
      "addresses",
      "roles.value",
      "__proto__",
    );
    const operation: fc.Arbitrary<Operation> = fc.record({
      op: fc.constantFrom("add", "remove", "replace"),
      path,
      value: json,
    });
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 6 }), (operations) => {
        const before = structuredClone(ANA);
        try {
          const patched = patchResource(USER, before, operations);
          expect(patched.id).toBe(ANA.id);
          const emails = (patched.emails as Part[] | undefined) ?? [];
          expect(emails.filter(({ primary }) => primary === true).length).toBeLessThan(2);
          expect(emails.every(({ value }) => typeof value === "string")).toBe(true);
          const { id: _, ...written } = patched;
          expect(admitResource(USER, written)).toEqual(written); // nothing but what the standard knows, of its types
          wantedPerson(patched);
        } catch (error) {
          if (!(error instanceof ScimRefusal)) throw error;
          expect(error.status).toBe(400);
        }
        expect(before).toEqual(ANA);
        expect(({} as { value?: unknown }).value).toBeUndefined();
      }),
      { seed: 7643, numRuns: 3000 },
    );
  });

  test("members come and go as in a set", () => {
    const id = fc.constantFrom("1", "2", "3", "4", "5");
    const step = fc.oneof(
      fc.record({ op: fc.constantFrom("add", "replace", "remove"), ids: fc.array(id, { minLength: 1, maxLength: 4 }) }),
      fc.record({ op: fc.constant("removeOne"), ids: fc.tuple(id) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let group: Resource = { displayName: "G" };
        let model = new Set<string>();
        for (const { op, ids } of steps) {
          const value = ids.map((each) => ({ value: each }));
          const one = op === "removeOne";
          group = patch(
            [one ? { op: "remove", path: `members[value eq "${ids[0]}"]` } : { op, path: "members", value }],
            group,
            GROUP,
          );
          if (op === "replace") model = new Set(ids);
          else for (const each of ids) op === "add" ? model.add(each) : model.delete(each);
          const members = (group.members as Part[] | undefined) ?? [];
          expect(members.map((part) => part.value).sort()).toEqual([...model].sort());
        }
      }),
      { seed: 7643 },
    );
  });

  test("a thousand members go one by one, and a request that compares without end is refused", () => {
    const members = Array.from({ length: 5000 }, (_, index) => ({ value: `m${index}` }));
    const group: Resource = { displayName: "G", members };
    const one = Array.from({ length: 1000 }, (_, index) => ({ op: "remove", path: `members[value eq "m${index}"]` }));
    expect(patch(one, group, GROUP).members).toHaveLength(4000);
    const many = Array.from({ length: 50 }, (_, index) => `value eq "z${index}"`).join(" or ");
    const endless = Array.from({ length: 100 }, () => ({ op: "remove", path: `members[${many}]` }));
    expect(() => patch(endless, group, GROUP)).toThrow("compares too much");
  });
});
