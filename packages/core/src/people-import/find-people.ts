import { foldText } from "../fold-text.ts";
import type { Draft, KnownPerson, RowFault, Wanted } from "./planned-row.ts";

export type Found = { type: "new" } | { type: "person"; person: KnownPerson } | { type: "fault"; fault: RowFault };

/** The workspace's people by all that a row may know them by. */
export class PeopleIndex {
  readonly byId = new Map<string, KnownPerson>();
  private readonly byExternalId = new Map<string, KnownPerson>();
  private readonly byEmail = new Map<string, KnownPerson>();
  private readonly byName = new Map<string, KnownPerson[]>();

  constructor(people: readonly KnownPerson[]) {
    for (const person of people) {
      this.byId.set(person.id, person);
      if (person.externalId !== null) this.byExternalId.set(person.externalId, person);
      if (person.email !== null) this.byEmail.set(person.email, person);
      const name = foldText(person.name);
      this.byName.set(name, [...(this.byName.get(name) ?? []), person]);
    }
  }

  find({ externalId, email, name }: Wanted): Found {
    const byId = this.byExternalId.get(externalId);
    const byEmail = this.byEmail.get(email);
    if (byId && byEmail && byId !== byEmail) {
      return { type: "fault", fault: { why: "two_people", names: [byId.name, byEmail.name] } };
    }
    const person = byId ?? byEmail;
    if (person) {
      const isOther = externalId !== "" && person.externalId !== null && person.externalId !== externalId;
      return isOther
        ? { type: "fault", fault: { why: "two_people", names: [name, person.name] } }
        : { type: "person", person };
    }
    // Somebody with the same name is the same person only where neither the row nor they are known by more.
    const named = (this.byName.get(foldText(name)) ?? []).filter(
      (each) => (email === "" || each.email === null) && (externalId === "" || each.externalId === null),
    );
    if (named.length > 1) return { type: "fault", fault: { why: "several_named", name } };
    return named[0] ? { type: "person", person: named[0] } : { type: "new" };
  }

  named(text: string): KnownPerson[] {
    return this.byName.get(foldText(text)) ?? [];
  }

  withEmail(text: string): KnownPerson | undefined {
    return this.byEmail.get(text.toLowerCase());
  }

  withExternalId(text: string): KnownPerson | undefined {
    return this.byExternalId.get(text);
  }
}

/** Somebody whom a cell may mean as a manager: of the file or of the workspace. */
export type Candidate = { id: string; name: string } | { leftOut: number };

export class Managers {
  private readonly byEmail = new Map<string, Candidate>();
  private readonly byExternalId = new Map<string, Candidate>();
  private readonly byName = new Map<string, Candidate[]>();
  private readonly index: PeopleIndex;

  constructor(drafts: readonly Draft[], index: PeopleIndex) {
    this.index = index;
    for (const { person, wanted, line } of drafts) {
      const candidate: Candidate = person === null ? { leftOut: line } : { id: person, name: wanted.name };
      if (wanted.email !== "" && !this.byEmail.has(wanted.email)) this.byEmail.set(wanted.email, candidate);
      if (wanted.externalId !== "" && !this.byExternalId.has(wanted.externalId))
        this.byExternalId.set(wanted.externalId, candidate);
      const name = foldText(wanted.name);
      this.byName.set(name, [...(this.byName.get(name) ?? []), candidate]);
    }
  }

  find(text: string, by: "email" | "externalId" | "any"): Candidate | "unknown" | "ambiguous" {
    const present = (person: KnownPerson | undefined) => (person && !person.hasLeft ? person : undefined);
    const email = text.toLowerCase();
    if (by !== "externalId" && isEmail(email)) {
      return this.byEmail.get(email) ?? present(this.index.withEmail(email)) ?? "unknown";
    }
    const known =
      by === "email" ? undefined : (this.byExternalId.get(text) ?? present(this.index.withExternalId(text)));
    if (known || by !== "any") return known ?? "unknown";
    const inFile = this.byName.get(foldText(text)) ?? [];
    const kept = inFile.filter((each) => "id" in each);
    const ids = new Set(kept.map((each) => ("id" in each ? each.id : "")));
    const others = this.index.named(text).filter((person) => !person.hasLeft && !ids.has(person.id));
    const all: Candidate[] = [...kept.filter(firstOfId), ...others];
    if (all.length > 1) return "ambiguous";
    return all[0] ?? inFile[0] ?? "unknown";
  }
}

function firstOfId(each: Candidate, index: number, all: readonly Candidate[]): boolean {
  return all.findIndex((other) => "id" in other && "id" in each && other.id === each.id) === index;
}

export function isEmail(text: string): boolean {
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(text);
}
