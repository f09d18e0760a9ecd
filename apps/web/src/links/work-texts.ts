export const texts = {
  title: "Work in progress",
  folded: "shown here so that you need not talk about status",
  hint: (name: string) =>
    `Only you say what stands here. ${name} can read it whenever they like, so that your time together is not about status; nothing of it comes onto an agenda.`,
  theirs: (name: string) => `${name} chose to show this. It is there to be read, not to be gone through.`,
  command: "Choose what I show of my work",
  keywords: "work in progress status pull requests issues",
  links: "Links, one a line",
  linksHint: "Ten at most. Each of you sees their titles as far as you may see them.",
  listed: "What a tracker lists as mine",
  listedHint: (name: string) =>
    `It is asked by your token, so ${name} reads these titles even where they could not open them.`,
  none: "Nothing from a tracker",
  of: {
    github: "My open pull requests",
    gitlab: "My open merge requests",
    jira: "My open issues",
    linear: "My open issues",
    notion: "", // nor does Google say whose a document is
    google: "",
  },
  tokens: "Add a token at Connections, and a tracker can be chosen here.",
  save: "Show this",
  clear: "Show nothing",
  saved: "Shown from now on.",
  cleared: "Nothing is shown any more.",
  badLink: "One of these is no address. Each begins with https:// and stands on a line of its own.",
  tooMany: "That is more than ten. Choose what matters.",
  unreachable: "The server can’t be reached just now. What you chose is still here.",
  asOf: (time: string) => `as of ${time}`,
  waits: "It could not be asked yet.",
};
