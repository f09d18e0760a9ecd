import { cleanName, MAX_NAME_LENGTH } from "@candor/core/person/clean-name.ts";
import { readEmailAddress } from "@candor/core/person/email-address.ts";
import { fitName } from "@candor/core/person/fit-name.ts";
import { isPlainLine } from "../http/is-plain-line.ts";
import { admitResource, type Part, type Resource } from "./admit-value.ts";
import { USER } from "./attributes.ts";
import { ScimRefusal } from "./scim-refusal.ts";

/** What a resource says of a person, ready to be stored. */
export type WantedPerson = {
  userName: string;
  name: string;
  /** in lower case */
  email: string | null;
  title: string;
  department: string;
  externalId: string | null;
  /** null: not said */
  active: boolean | null;
  /** a person's id; null: nobody */
  manager: string | null;
  /** what is kept as it was written */
  kept: Resource;
};

/** A person as the tables have them; `kept` is null where no directory has written them yet. */
export type StoredPerson = {
  id: string;
  name: string;
  email: string | null;
  title: string;
  department: string;
  externalId: string | null;
  leftAt: string | null;
  kept: Resource | null;
  manager: { id: string; name: string } | null;
};

const KEPT = ["userName", "displayName", "name", "emails", "employeeNumber"] as const;
const MAX_LINE = 254; // UTF-16 units; no e-mail address is longer

/** @throws {ScimRefusal} where something is missing, or what they are found by is too long or no plain line. */
export function wantedPerson(resource: Resource): WantedPerson {
  checkLines(resource);
  const userName = text(resource.userName);
  if (userName === null) throw invalid("userName is missing.");
  if (cleanName(userName) === "") throw invalid("userName has no character that can be seen.");
  const address = emailOf(resource);
  const email = address === null ? null : readEmailAddress(address);
  if (address !== null && email === null) throw invalid("emails has a value that is no e-mail address.");
  const kept: Resource = {};
  for (const each of KEPT) {
    const value = resource[each];
    if (value !== undefined) kept[each] = value;
  }
  return {
    userName,
    name: shownName(resource),
    email,
    title: text(resource.title) ?? "",
    department: text(resource.department) ?? "",
    externalId: text(resource.externalId),
    active: typeof resource.active === "boolean" ? resource.active : null,
    manager: text(partOf(resource.manager).value),
    kept,
  };
}

/**
 * The resource that a person is. What was changed in Candor since the directory wrote it shows as it is now.
 *
 * @param manager is given with its name, which is only ever read.
 */
export function userResource(person: StoredPerson): Resource {
  const resource: Resource = structuredClone(person.kept ?? {});
  resource.userName ??= person.email ?? person.id;
  if (shownName(resource) !== person.name) resource.displayName = person.name;
  if ((emailOf(resource)?.toLowerCase() ?? null) !== person.email) {
    if (person.email === null) delete resource.emails;
    else resource.emails = [{ value: person.email, type: "work", primary: true }];
  }
  const { title, department, externalId } = person;
  for (const [name, value] of Object.entries({ title, department, externalId })) if (value) resource[name] = value;
  resource.active = person.leftAt === null;
  if (person.manager) resource.manager = { value: person.manager.id, displayName: person.manager.name };
  resource.id = person.id;
  return resource;
}

/** What was kept is read as if it had just been sent: an older version may have kept more, or other things. */
export function readKept(attributes: string): Resource {
  return admitResource(USER, JSON.parse(attributes) as Record<string, unknown>);
}

/** As far as it fits: a name is refused nowhere here, as whoever could give another reads no answer. */
function shownName(resource: Resource): string {
  const name = partOf(resource.name);
  const joined = [name.givenName, name.familyName].filter((part) => typeof part === "string").join(" ");
  const shown = text(resource.displayName) ?? text(name.formatted) ?? (joined || (text(resource.userName) ?? ""));
  return fitName(shown, MAX_NAME_LENGTH);
}

/** @returns as it is written. Where no address is given, a userName that looks like one is one. */
function emailOf(resource: Resource): string | null {
  const emails = Array.isArray(resource.emails) ? resource.emails : [];
  const chosen = emails.find(({ primary }) => primary === true) ?? emails[0];
  if (chosen) return text(chosen.value);
  const userName = text(resource.userName);
  return userName !== null && readEmailAddress(userName) !== null ? userName : null;
}

function checkLines(resource: Resource): void {
  for (const [name, value] of Object.entries(resource)) {
    const parts = Array.isArray(value) ? value : typeof value === "object" ? [value] : [{ value }];
    for (const each of parts.flatMap((part) => Object.values(part))) {
      if (typeof each !== "string") continue;
      if (each.length > MAX_LINE) throw invalid(`${name} has more than ${MAX_LINE} characters.`);
      if (!isPlainLine(each)) throw invalid(`${name} is not one line of plain text.`);
    }
  }
}

function partOf(value: Resource[string] | undefined): Part {
  return typeof value === "object" && !Array.isArray(value) ? value : {};
}

function text(value: Resource[string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function invalid(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidValue", detail);
}
