import { returnStragglers } from "@candor/document/meeting/return-stragglers.ts";
import { computed, effect, untracked } from "@preact/signals";
import type { PageModel } from "../page/page-model.ts";

/**
 * Whatever comes onto an ended meeting's agenda, from somebody who was offline, goes back to the Hopper as soon as this
 * device sees it. Asked only when there is something new to ask about. @returns stops it.
 */
export function followStragglers(model: PageModel): () => void {
  const { page, doc, state } = model.handle;
  const open = computed(() => {
    const ended = new Set(page.value.meetings.flatMap((each) => (each.state === "planned" ? [] : [each.id])));
    const left = page.value.topics.filter(({ state, place }) =>
      state === "open" ? ended.has(place) : state === "discussed" && place === "hopper",
    );
    return left.map(({ id, place }) => `${id}@${place}`).join(" ");
  });
  return effect(() => {
    if (open.value === "" || !model.canEdit.value || state.value !== "ready") return;
    untracked(() => returnStragglers(doc));
  });
}
