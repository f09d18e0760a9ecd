import type { PageAccessState } from "../offline/page-handle.ts";

const SAY = {
  frozen: "This page is archived. Both of you can read it, nobody can change it.",
  newer_version: "A newer version of Candor wrote this page. Reload to change it.",
  access_ended: "Your access to this page has ended.",
} satisfies Record<Extract<PageAccessState, { type: "read" }>["why"], string>;

/** Why nothing on a page can be changed, in a sentence; null: it can. */
export function whyReadOnly(access: PageAccessState): string | null {
  return access.type === "write" ? null : SAY[access.why];
}
