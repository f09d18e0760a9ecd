/** What leaving a page and an archived one say, offline too. */
export const rightsTexts = {
  title: "Your data",
  link: "Your data: export, bin, erasure",
  linkHint: "Take everything with you, bring back a page that you put away, or be erased.",
  unreachable: "The server cannot be reached just now. Nothing was changed; try again.",
  leave: {
    dialog: "Leave this page",
    open: "Leave this page…",
    title: (name: string) => `Leave the page with ${name || "this person"}?`,
    text: (name: string) =>
      `You can no longer open this page. ${name || "The other person"} goes on reading it, with everything on it, and nobody writes on it any more. You can come back for 30 days, from Settings, Your data.`,
    exportFirst: "Export the page first",
    type: (word: string) => `Type “${word}” to leave`,
    fallback: "leave",
    confirm: "Leave this page",
    left: (name: string) => `You left the page with ${name || "somebody"}`,
    bin: "Put this page into the bin",
    binHint: "Nobody else is on it. It stays in the bin for 30 days.",
    binned: (name: string) => `The page with ${name || "somebody"} is in the bin`,
    unsaved: "Something on this page has not reached the server yet. Wait until it is saved.",
  },
  archive: {
    left: (name: string) => `${name || "The other person"} has left: you can read this page, nobody can change it.`,
    managerChanged: (name: string, day: string) =>
      `Since ${day} you and ${name || "the other person"} are no longer manager and report: you both can read this page, nobody can change it. Whoever comes next begins a page of their own.`,
    managerUntil: (name: string, day: string) =>
      `${name || "The other person"} can read it until ${day}; you go on reading.`,
    managerUntilMe: (day: string) => `You can read it until ${day}. Take what you need before.`,
    managerGone: (name: string) => `${name || "The other person"} can read it no more.`,
    frozen: "This page is archived: you can read it, nobody can change it.",
    goes: (day: string) => `It goes for good on ${day}. Take what you need before.`,
    export: "Export it",
  },
} as const;
