import { startTexts } from "./start-texts.ts";

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What the notebook says. Its promise is SECURITY.md's, section 3; the limit stands beside it wherever it is given. */
export const texts = {
  ...startTexts,
  promise:
    "Your private notes are locked on your device. Nobody who runs this server, its database, backups or logs can read them from what is stored, nor can HR, nor the other person in the meeting.",
  law: "Private does not mean outside the law: you may be asked to hand over what you wrote about a person to that person. Write what you could show them.",

  heading: "Private notes",
  empty: (name: string) => `Nothing about ${name} yet.`,
  add: "Add a private note",
  addToMeeting: "Add a private note on this meeting",
  addKickoff: (name: string) => `Keep what you learnt about ${name}`,
  besideTopic: (title: string) => `beside “${title}”`,
  onMeeting: (day: string) => (day === "" ? "on a meeting" : `meeting: ${day}`),
  atKickoff: (day: string) => (day === "" ? "from a kickoff" : `kickoff: ${day}`),
  field: "Private note",
  fieldOf: (when: string) => `Private note of ${when}`,
  fieldFull: (most: number) =>
    `A note holds ${most.toLocaleString("en")} letters, and this one is full. Look at its end: put what is missing into another.`,
  placeholder: "Only you can read this.",
  moreFor: (text: string) => `More for the private note “${text}”`,
  share: "Make it a topic both can read…",
  bin: "Move to the bin",
  binned: "The private note is in the bin",
  all: "All private notes",
  findAll: "Find in the notes about everybody",
  themes: "Themes over all your people",
  older: (count: number) => `${counted(count, "more note", "more notes")} about this person`,
  before: (count: number) => `Before you meet: ${counted(count, "note", "notes")}`,
  beforeSince: "Since you last met",
  beforeFirst: "What you wrote so far",
  beforeLearnt: "Learnt at a kickoff",
  hidden: "Private notes are hidden in this browser.",
  show: "Show them again",
  locked: "Your private notes are locked.",
  lockedByHand: "You locked your private notes. A passphrase, a passkey or the recovery code opens them.",
  unreadable: {
    text: "This browser could not read what it keeps of your private notes. They may all be here: nothing was begun anew or deleted.",
    hint: "Try again first, or after a restart of the browser. Or open the server's copy in this tab alone, with the recovery code for instance; what is here is left as it is.",
    aside: "Open the server's copy",
    none: "The server has no private notes of yours, and this browser cannot read what it keeps.",
  },
  unlock: "Unlock",
  lockNow: "Lock",
  lockLabel: "Lock until a passphrase, a passkey or the recovery code is given",
  hide: "Hide",
  hideLabel: "Hide private notes, for example while you share your screen",
  binList: {
    heading: (count: number) => `In the bin (${count})`,
    whatHoldsIt:
      "What you delete for good is gone here at once, on your other devices when they next go online, and on the server about a month later, when your notes have been tidied up without it. Backups of the server hold it for as long as they are kept, locked like all your notes.",
    aged: "there for its age",
    goes: (day: string) => `goes for good on ${day}`,
    takeBack: "Put back",
    takeBackOf: (text: string) => `Put back: “${text}”`,
    delete: "Delete for good",
    deleteOf: (text: string) => `Delete for good: “${text}”`,
    deleteAll: (count: number) => `Delete all ${count} for good`,
    deleted: (count: number) =>
      count === 1 ? "The private note is deleted for good" : `${count} private notes are deleted for good`,
  },
  swept: (binned: number, deleted: number) =>
    [
      binned > 0 &&
        `${counted(binned, "private note is", "private notes are")} older than you keep them, and in the bin now`,
      deleted > 0 && `${counted(deleted, "private note has", "private notes have")} left the bin for good`,
    ]
      .filter(Boolean)
      .join("; "),
  agedBin: (count: number) => `${counted(count, "older note is", "older notes are")} in the bin`,

  shareDialog: {
    title: "Make a topic of a private note",
    lead: (name: string) =>
      `${name} will read exactly this, and nothing else of your notes. The note itself stays private.`,
    topic: "Topic",
    notes: "Notes under it",
    where: "Where it goes",
    agenda: "On the next agenda",
    hopper: "Into the Hopper",
    share: (name: string) => `Share this with ${name}`,
    shared: (name: string) => `${name} can read it now as a topic`,
    empty: "A topic needs a few words.",
    unavailable: "This page cannot be written to just now.",
  },

  lockDialog: {
    title: "Lock your private notes?",
    text: "You have neither a passphrase nor a passkey, so nothing but your recovery code will open them again in this browser.",
    lock: "Lock",
  },

  setup: {
    title: "Begin your private notes",
    back: "Back",
  },

  unlockDialog: {
    title: "Unlock your private notes",
    looking: "Looking…",
    byHand:
      "You locked them here by hand, so this device does not open them by itself until you have opened them once yourself.",
    passphrase: "With the passphrase",
    passphraseField: "Passphrase",
    recovery: "With the recovery code",
    recoveryField: "Recovery code",
    recoveryHint: "Eight groups of four and one letter. Spaces and capitals do not matter.",
    passkey: "With a passkey",
    usePasskey: "Use a passkey",
    open: "Unlock",
    opening: "Unlocking…",
    openingSlow: "Unlocking. It takes a second on purpose.",
    rememberDevice: "Let this device open them by itself from now on",
    wrongPassphrase: "That passphrase does not open these notes.",
    wrongRecovery: "That code does not open these notes. If you made a new one since, only the newest works.",
    wrongPasskey: "That passkey does not open these notes.",
    noSlot: "These notes cannot be opened that way.",
    tooShort: (missing: number) => `${counted(missing, "letter is", "letters are")} missing.`,
    tooLong: (extra: number) => `${counted(extra, "letter is", "letters are")} too many.`,
    mistyped: (groups: readonly number[]) =>
      groups.length === 0
        ? "There is a slip of the pen in it somewhere."
        : `There is a slip of the pen in ${groups.length === 1 ? "group" : "groups"} ${groups.join(", ")}.`,
    cancelled: "The passkey was not used, or gives no secret to open notes with.",
    unavailable: "What is needed to check that could not be fetched. Try again when you are online.",
    unreachable: "The server could not be reached, and this device does not have the notes.",
    lost: "I have none of these any more",
    lostText:
      "Then the notes cannot be opened by anybody, us included. You can begin a new notebook; the old notes are destroyed with it.",
    destroyField: "Type DESTROY to say that the notes may go",
    destroyWord: "DESTROY",
    destroy: "Destroy the old notes and begin anew",
    refused: {
      unreadable:
        "What the server has of your notebook cannot be read by this version of Candor. Reload, and try again.",
      changed: "Somebody who does not have your keys changed your notebook on the server. Nothing was opened.",
      foreign: "The server shows a notebook whose keys were not made by you. Nothing was opened.",
      other_vault: "The server shows another notebook than this device knows. Nothing was opened.",
      older: "The server shows an older state of your notebook than this device has seen. Nothing was opened.",
      forked: "The server shows another history of your notebook than this device has seen. Nothing was opened.",
      too_weak: "The server asks for weaker protection of your passphrase than Candor allows. Nothing was opened.",
      too_costly: "The server asks for more work than a passphrase should need. Nothing was opened.",
    },
  },

  sync: {
    saved: "Saved",
    saving: "Saving…",
    offline: (count: number) => `Offline, ${counted(count, "change", "changes")} waiting on this device`,
    offlineSaved: "Offline, everything is saved",
    refused: (count: number) => `Not on the server: ${counted(count, "change is", "changes are")} on this device alone`,
    notKept: "Not kept on this device: leave this tab open",
  },

  alarms: {
    heading: "Something is not as it should be",
    older: "The server has fewer of your notes than this device.",
    olderRestored: "A backup was restored on the server, so it has fewer of your notes than this device.",
    reupload: "Send what this device has",
    missing: "A part of your notes did not come from the server.",
    changed: "A part of your notes was changed on the server, and was left out.",
    endless: "The server sends far more than your notes can be, without an end. Nothing of that was taken over.",
    removed_wrote:
      "A device that you took off has written since. Nothing of that was taken over. Sign it out under Settings, too.",
    torn: "A part of your notes could not be read on this device. It is fetched from the server again.",
    full: "This device has no room left. What you write now is only in this tab: free some room, or leave it open.",
    serverFull:
      "The server takes no more private notes of yours: your room there is used up. They stay on this device.",
    refused: (name: string) =>
      `What you wrote last about ${name} is on this device alone: the server does not take it.`,
    refusedBecause: {
      too_large:
        "It is more than can be sent at once. Shorten it, or put it into several notes; or take it along as a file.",
      not_taken:
        "Something between this device and the server may be in the way. Try again, or take it along as a file.",
    },
    refusedIndex: "your themes and the list of your people",
    tryAgain: "Try again",
    keys_full:
      "The keys of your notebook take up all the room the server has for them. First notes about somebody new wait on this device; all others go on.",
    device: (name: string) => `It concerns what “${name}” wrote.`,
    copied:
      "Another browser writes as if it were this one, as a copied profile does. Unlock again; this one goes on by itself.",
    forged:
      "The server shows keys that this device cannot read, or that none of your devices made. They were not taken over: this device goes on with its own copy.",
    other_ways:
      "This is the copy of this device: what the server has does not open that way. If you changed how you unlock on another device, lock, and unlock as you do there.",
    restored:
      "The server says that a backup was restored, and its list of devices and ways to unlock is not the one this device knew. See under Privacy & keys whether all of them are yours.",
    gone: "This notebook is no longer on the server: it was destroyed on another device, or you are signed in as somebody else. What is here you can still read and export.",
    signed_out: "You are signed out, so what you write stays on this device until you sign in again.",
    removed: "This device was taken off your notebook. Unlock it with the passphrase or the recovery code.",
  },

  settings: {
    ways: "Ways to unlock",
    addPassphrase: "Add a passphrase",
    exportHeading: "Export",
    exportText: "Made in this browser. The files are not locked any more: mind where you keep them.",
    exportMarkdown: "Export as Markdown",
    exportJson: "Export as JSON",
    notFresh: "Sign in again first, then destroy them: it is too much for a browser somebody left open.",
    unreachable: "The server could not be reached. Nothing was changed.",
  },

  screen: {
    title: (name: string) => `Private notes about ${name}`,
    back: "To the page",
    aboutPerson: "About the person",
    aboutTopics: "Beside topics",
    aboutMeetings: "On meetings",
    gone: "There is no such page here.",
    find: "Find in these notes",
    none: "None of these words.",
  },
  notFetched:
    "This part of Candor could not be fetched. Try again online; if a new version is ready, reload the page first.",
  unknownDevice: "A device",
};
