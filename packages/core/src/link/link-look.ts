/** How far along what a link leads to is; trackers have words of their own for it, which stand beside. */
export const LINK_STATES = ["open", "draft", "in_progress", "merged", "done", "closed", "dropped"] as const;

export type LinkState = (typeof LINK_STATES)[number];

/** What is shown beside a link. */
export type LinkLook = {
  /** one line of text, cleaned and cut */
  title: string;
  /** null: it has none, as a document, or nobody said */
  state: LinkState | null;
  /** the tracker's own word for the state; null: it has none */
  said: string | null;
};

/** Who is asked by an API of theirs, with a person's token where there is one. */
export const LINK_PROVIDERS = ["github", "gitlab", "jira", "linear", "notion", "google"] as const;

/** Of these a person gives a token that they made there; Google has none, and asks them itself. */
export const TOKEN_PROVIDERS = ["github", "gitlab", "jira", "linear", "notion"] as const;

export type LinkProvider = (typeof LINK_PROVIDERS)[number];
export type TokenProvider = (typeof TOKEN_PROVIDERS)[number];
