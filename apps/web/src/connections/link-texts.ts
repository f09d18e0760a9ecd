import type { LinkProvider } from "@candor/core/link/link-look.ts";

export const texts = {
  title: "Titles of links",
  intro:
    "Beside links on your pages stands what they lead to. What only you may see, such as a private repository, needs a token of yours: make one there that may read and nothing more. It is sent to that place alone, and what it shows, only you are shown. On a page on which you are the direct, the palette’s “Choose what I show of my work” can list what you work on there.",
  off: "Whoever runs this server has turned titles of links off, so nothing is asked.",
  tokensOnly: "On this server only places with a token of yours are asked.",
  none: "No place has a token of yours.",
  loading: "Looking it up…",
  as: (who: string, day: string) => `as ${who}, since ${day}`,
  refused: "It is not taken there any more. Give a new one.",
  remove: "Remove",
  removeNamed: (place: string) => `Remove the token for ${place}`,
  removed: (place: string) => `The token for ${place} is gone, with what was found out by it.`,
  add: "Add a token",
  added: "Taken. Titles come with the next look at a page.",
  provider: "Where it is from",
  origin: "Its address",
  originHint: "Only for one of your own, such as https://git.example.org.",
  jiraHint: "Such as https://acme.atlassian.net.",
  account: "E-mail address there",
  accountHint: "Only for Jira in Atlassian’s cloud.",
  token: "Token",
  tokenHints: {
    github: "A fine-grained token that may read issues and pull requests.",
    gitlab: "A personal token with the scope read_api.",
    jira: "An API token; of a Jira of your own, a personal access token.",
    linear: "A personal API key.",
    notion: "An integration’s secret; share the pages with it.",
  } satisfies Record<LinkProvider, string>,
  providers: {
    github: "GitHub",
    gitlab: "GitLab",
    jira: "Jira",
    linear: "Linear",
    notion: "Notion",
  } satisfies Record<LinkProvider, string>,
};
