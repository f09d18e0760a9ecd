import type { Person } from "./person.ts";

/** Ana, who began the page, and Sam, whom she invited; both stand on it and see each other. */
export async function two(newPerson: (name: string) => Promise<Person>): Promise<[ana: Person, sam: Person]> {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  const link = await ana.invite();
  const sam = await newPerson("Sam");
  await sam.join(link);
  await ana.expectHere("Sam");
  await sam.expectHere("Ana");
  return [ana, sam];
}
