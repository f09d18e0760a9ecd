import { type Month, monthOf } from "./month.ts";
import { lastMonthOf } from "./rotation-facts.ts";

type Named = { person: string; name: string };

/** That a manager was told of one of theirs, and when: an ISO-8601 time. */
export type Told = { manager: string; person: string; at: string };

/** Who is told of whom: each manager between once, with everybody of theirs of whom nobody told them. */
export function managersToTell<Person extends Named & { between: readonly Named[] }>(
  people: readonly Person[],
  told: readonly Pick<Told, "manager" | "person">[],
): { manager: Named; people: Person[] }[] {
  const known = new Set(told.map(({ manager, person }) => `${manager} ${person}`));
  const news = new Map<string, { manager: Named; people: Person[] }>();
  for (const person of people) {
    for (const manager of person.between) {
      if (known.has(`${manager.person} ${person.person}`)) continue;
      const before = news.get(manager.person)?.people ?? [];
      news.set(manager.person, { manager, people: [...before, person] });
    }
  }
  return [...news.values()];
}

/** What still stands of what managers were told: for a quarter nobody is told the same again. */
export function toldLately<Each extends Told>(told: readonly Each[], month: Month): Each[] {
  return told.filter(({ at }) => lastMonthOf(monthOf(at)) >= month);
}
