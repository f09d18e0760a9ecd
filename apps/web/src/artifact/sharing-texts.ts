import type { ArtifactLink } from "@candor/protocol/http/artifact.ts";

export const sharingTexts = {
  links: {
    title: "Links",
    none: "Nobody reads it by a link.",
    open: (count: number) =>
      count === 1
        ? "Whoever has the link below reads it without an account."
        : `Whoever has one of the ${count} open links below reads it without an account.`,
    add: "Make a link",
    hint: "Whoever has the link reads the text with its title, its owner’s name and its review date. Comments, versions and those who take part are not shown. What one of you takes out is gone from it at once.",
    kind: "It shows",
    kinds: { live: "the text as it is when it is opened", snapshot: "the text as it is now" },
    days: "It ends after",
    choices: { 1: "a day", 7: "a week", 30: "30 days", 90: "90 days", 365: "a year" },
    label: "For whom (strangers never see it)",
    make: "Make it",
    cancel: "Cancel",
    made: "The link. It is shown this once: copy it now.",
    address: "Link",
    copy: "Copy",
    copied: "Copied",
    done: "I have it",
    revoke: "Close",
    revokeNamed: (name: string) => `Close the link ${name}`,
    revoked: "Closed. It opens nothing from now on.",
    unnamed: (day: string) => `from ${day}`,
    named: (label: string) => `“${label}”`,
    state: {
      revoked: "closed",
      expired: "over",
      taken_out: "closed, since something was taken out",
    } satisfies Record<Exclude<ArtifactLink["state"], "open">, string>,
    until: (day: string) => `until ${day}`,
    live: "as it is",
    snapshot: (day: string) => `as it was on ${day}`,
    opened: (count: number, last: string) =>
      count === 0 ? "not opened yet" : count === 1 ? `opened once, ${last}` : `opened ${count} times, last ${last}`,
    over: (count: number) => (count === 1 ? "1 that is over" : `${count} that are over`),
  },
  files: {
    title: "Take it along",
    formats: { pdf: "PDF", docx: "Word (.docx)", html: "HTML", md: "Markdown" },
    making: (name: string) => `${name} is being made …`,
    done: (name: string) => `${name} is made.`,
    missing: (count: number) =>
      `${count === 1 ? "One letter of this text is in no font" : `${count} letters of this text are in no font`} of this server, and each stands as □ in the PDF. Word, HTML and Markdown hold them all; so does a PDF that your browser prints of the HTML. Whoever runs the server can add a font.`,
    hint: "With its title, owner and review date. Markdown with images comes as a zip.",
  },
  linked: (count: number) =>
    count === 1
      ? "There is an open link to it: whoever has it reads these words as well, without an account."
      : `There are ${count} open links to it: whoever has one reads these words as well, without an account.`,
};
