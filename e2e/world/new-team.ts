import type { Person } from "./person.ts";
import { joinWorkspace, linkFor, setUpWorkspace } from "./set-up-workspace.ts";

/** Asks the server as whoever is signed in in this browser. */
export async function ask<T>({ page }: Person, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const response = await fetch(path as string, {
        method: method as string,
        ...(body === null ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    [method, path, body ?? null] as const,
  );
}

/** Olga's workspace, in which Ana leads Ben from a day on. */
export async function newTeam(
  newPerson: (name: string) => Promise<Person>,
  since: string,
): Promise<[ana: Person, ben: Person]> {
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const workspace = new URL(olga.page.url()).pathname.split("/")[2];
  const base = `/api/workspaces/${workspace}`;
  const ids: string[] = [];
  for (const name of ["Ana", "Ben"]) ids.push((await ask<{ id: string }>(olga, "POST", `${base}/people`, { name })).id);
  const [manager, report] = ids;
  await ask(olga, "POST", `${base}/people/${report}/manager`, { manager, from: since, preview: false });
  await olga.page.reload();
  const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
  await joinWorkspace(ana, await linkFor(olga, "Ana"));
  await joinWorkspace(ben, await linkFor(olga, "Ben"));
  return [ana, ben];
}
