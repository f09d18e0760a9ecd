import type { AccessLogEvent } from "@candor/protocol/http/access.ts";

/** `name`: as the log has it, of a person or a token */
type Told = { who: string; by: string; name: string; isMine: boolean };

export const accessTexts = {
  title: "Who has had access",
  intro:
    "How each place on this page came to whom, and on which days the page was opened. You both see the same, and nobody else does. Only days are shown, and whether the other was here today is told tomorrow.",
  empty: "Nothing yet. It begins with the first invitation, and with the days on which the page is opened.",
  emptyFiltered: "Access to this page has not changed hands.",
  openings: "Show the days on which it was opened",
  loading: "Looking it up…",
  unreachable: "The server can’t be reached just now, and the log is kept there.",
  refused: "This page is no longer yours to look into.",
  again: "Try again",
  more: "Show what was before",
  you: "You",
  somebody: "Somebody",
  says: {
    invited: ({ by }) => `${by} made a link for the other place`,
    link_revoked: ({ by }) => `${by} took a link back that nobody had used`,
    joined: ({ who }) => `${who} took a place on the page through a link`,
    account_changed: ({ who }) => `${who} signed in with an account, which now has the place`,
    opened: ({ who }) => `${who} opened the page`,
    seat_freed: ({ who, by }) => `${by} ended the access of ${who}`,
    access_ended: ({ who }) => `The access of ${who} ended`,
    frozen: ({ by }) => (by === "" ? "The page became read-only" : `${by} made the page read-only by putting it away`),
    thawed: ({ by }) =>
      by === "" ? "The page can be written again" : `${by} took the page back; it can be written again`,
    exported: ({ who }) => `${who} saved a copy of the page as a file`,
    restored: ({ who }) => `${who} brought an earlier version back`,
    handed_over: ({ who }) =>
      `${who} handed things of their own over from the page with one manager to the page with the next`,
    token_read: ({ by, name, isMine }) => `A program read the page by ${isMine ? "your" : `${by}’s`} token “${name}”`,
    token_wrote: ({ by, name, isMine }) =>
      `A program wrote on the page by ${isMine ? "your" : `${by}’s`} token “${name}”`,
    webhook_told: ({ by, name, isMine }) =>
      `What happened here was told to ${isMine ? "your" : `${by}’s`} webhook “${name}”`,
    backup_restored: () => "Whoever runs this server brought everything back from a backup",
    operator_export: () => "Whoever runs this server took a copy of everything",
  } satisfies Record<AccessLogEvent["kind"], (told: Told) => string>,
} as const;
