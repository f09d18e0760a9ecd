import type { ArtifactEntry } from "@candor/protocol/http/artifact.ts";
import { signal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import { me, peopleLoaded } from "../people/my-people.ts";

/** What I may read that answers a question of the bank, by the question's id; nothing while the server has not said. */
export const answeredBy = signal<ReadonlyMap<string, readonly Pick<ArtifactEntry, "id" | "title">[]>>(new Map());

export async function readAnswered(): Promise<void> {
  await peopleLoaded();
  if (me.peek() === null) return;
  const result = await callApi<ArtifactEntry[]>(thisTab().fetch, { method: "GET", path: "/api/artifacts" });
  if (result.type !== "ok") return;
  const found = new Map<string, ArtifactEntry[]>();
  for (const artifact of result.value)
    for (const { kind, item } of artifact.sources)
      if (kind === "question") found.set(item, [...(found.get(item) ?? []), artifact]);
  answeredBy.value = found;
}
