import type { LinkState } from "@candor/core/link/link-look.ts";

export const texts = {
  states: {
    open: "open",
    draft: "draft",
    in_progress: "in progress",
    merged: "merged",
    done: "done",
    closed: "closed",
    dropped: "dropped",
  } satisfies Record<LinkState, string>,
};
