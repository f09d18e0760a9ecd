import type { LinkProvider, LinkState } from "@candor/core/link/link-look.ts";

export type WorkItem = { address: string; title: string; state: LinkState | null; said: string | null };

/** GET /api/pairs/:id/work: what the direct chose to show of their work; PUT SetWork, by the direct alone */
export type PairWork = {
  /** whether I am the direct, who alone says what stands here */
  isMine: boolean;
  /** addresses as the direct gave them; each of the two sees their titles as of any link */
  links: string[];
  /** what a provider lists as theirs, by their token; null: nothing is asked */
  listed: {
    provider: LinkProvider;
    items: WorkItem[] /** null: it could not be asked yet */;
    at: string | null;
  } | null;
  /** to the direct: by which of their tokens; null: by none */
  account: string | null;
};

/** Nothing of either: nothing is shown. */
export type SetWork = { links: string[]; account: string | null };
