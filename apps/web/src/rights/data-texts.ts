const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What taking along, putting away and erasing say. */
export const dataTexts = {
  back: "To the settings",
  who: "Each page is read by the two people on it and by nobody else in Candor. Whoever runs the server can technically read its database.",
  everything: {
    title: "Take everything with you",
    text: "One file with every page of yours, past years included, as Markdown to read and JSON to bring back. With it come your actions, your own questions, your answers after meetings, where you are signed in and who opened your pages. To bring a page back, open or begin one with that person and import this file there.",
    offline: "Without the server the file holds what is on this device, and says what is missing.",
    button: "Export everything",
    working: (done: number, of: number) => `Gathering page ${Math.min(done + 1, of)} of ${of}…`,
    workingAlone: "Gathering…",
    done: (file: string) => `Exported as ${file}`,
    doneInPart: (file: string, missing: number) =>
      `Exported as ${file}. ${counted(missing, "thing is", "things are")} missing; index.md in it says which.`,
    failed: "The file could not be made. Nothing was changed; try again.",
    fileName: (day: string) => `Candor export ${day}.zip`,
  },
  nightly: {
    title: "Each night, as files",
    text: "Whoever runs this server has a folder for it: your pages are written there each night, one Markdown file for each pair and one of JSON beside it. What did not change is not touched, so the folder can be kept under version control.",
    who: "Only your own pages, and never private notes. The other sees in the page’s access log that you export it. Whoever can open that folder can read what is in it.",
    on: "Write my pages each night",
    isOn: "Your pages are written from tonight on",
    isOff: "Your pages are written no longer. What lies in the folder stays there.",
    failed: "That could not be saved. Try again in a moment.",
    folder: (name: string) => `Your folder is called ${name}.`,
    notYet: "Nothing was written yet.",
    written: (when: string) => `Last written: ${when}.`,
    lastFailed: "The last night failed. What lies in the folder is of before; tell whoever runs this server.",
  },
  bin: {
    title: "Pages put away",
    empty: "There is nothing here. A page that you leave or bin can be brought back for 30 days.",
    left: (name: string) => `With ${name || "somebody"}, which you left`,
    binned: (name: string) => `With ${name || "somebody"}, in the bin`,
    leftUntil: (day: string) => `Yours to bring back until ${day}; the other goes on reading it.`,
    binnedUntil: (day: string) => `Kept until ${day}, then gone for good.`,
    back: "Bring back",
    backOf: (name: string) => `Bring back the page with ${name || "somebody"}`,
    broughtBack: (name: string) => `The page with ${name || "somebody"} is back`,
  },
  erasure: {
    title: "Be erased",
    text: "Your account goes: your name, e-mail, sessions, passkeys, own questions and answers. A page that you share stays for the other person to read, and nobody writes on it any more. A page that is yours alone goes whole.",
    services:
      "What you permitted at Google is given back there then. Microsoft, and places with a token or password that you made yourself, such as GitHub, take nothing back from here: Candor forgets what it holds, and you delete the rest there.",
    grace: "It happens after 30 days. Until then you can take it back here, and signing in takes it back, too.",
    keepName: "Keep my name on pages that I share",
    keepNameHint: "Otherwise they say “Former member”. What the two of you wrote is not changed.",
    ask: "Erase me in 30 days",
    asked: (day: string) => `You will be erased on ${day}.`,
    takeBack: "Take it back",
    takenBack: "You will not be erased",
    told: "Erasure asked for",
    exportFirst: "You may want to export everything first.",
    anonymous: "You began without an account: if you sign out or clear this browser, you cannot take it back any more.",
  },
  retention: {
    title: (workspace: string) => `What ${workspace} keeps, and how long`,
    archived: "Archived pages, in months",
    archivedHint: (least: number, most: number) =>
      `${least} to ${most}; empty: for as long as one of the two wants it. A page is archived when somebody leaves or another manager comes.`,
    versions: "Versions of a page, in days",
    versionsHint: (least: number, most: number) =>
      `${least} to ${most}. How far back a page can be seen and restored, edit by edit.`,
    access: "Days on which a page was opened, in days",
    accessHint: (least: number, most: number) => `${least} to ${most}. The two of a page see them in its access log.`,
    former: "What former managers can read on, in days",
    formerHint: (least: number, most: number) =>
      `${least} to ${most}; empty: for as long as the page is kept. From the day the chart names somebody else; the other goes on reading. Both see the day on the page.`,
    formerFor: (days: number | null) =>
      days === null
        ? "A former manager reads the archived page for as long as it is kept."
        : `A former manager reads the archived page for ${counted(days, "day", "days")}; the other goes on reading.`,
    notice: "Whatever is set here, the two of a page are told 30 days before it goes, with the export beside it.",
    save: "Save",
    saved: "Saved",
    wrong: "Each needs a whole number within its bounds. Nothing was changed.",
    archivedFor: (months: number | null) =>
      months === null
        ? "Archived pages stay for as long as one of the two wants it."
        : `Archived pages stay for ${counted(months, "month", "months")}; the two are told 30 days before.`,
    versionsFor: (days: number) => `Versions of a page stay for ${counted(days, "day", "days")}.`,
    accessFor: (days: number) => `On which days a page was opened is told for ${counted(days, "day", "days")}.`,
  },
  unknown: "This shows once the server can be reached.",
} as const;
