/** What is said of private notes before the notebook itself is fetched. */
export const startTexts = {
  heading: "Private notes",
  onlyYou: "Only you",
  offer: (name: string) =>
    `What you want to remember about ${name}, for your eyes alone. It is locked on this device before it goes anywhere.`,
  begin: "Begin or open my private notes",
  fetching: "One moment…",
  unreachable: "Private notes could not be fetched. Try again when you are online.",
  saidHidden: "Hidden in all tabs",
  nothing: "Nothing shows here just now",
  showNothing: "Show",
  saidShown: "Shown again",
  retry: "Try again",
  commands: {
    write: "Private note about this topic or person",
    hide: "Hide private notes",
    show: "Show private notes again",
    lock: "Lock private notes now",
    all: "All private notes about this person",
    keys: "Privacy and keys of my private notes",
  },
  keywords: {
    write: "notebook secret own confidential",
    hide: "screen share present conceal",
    lock: "key close",
    all: "notebook read list",
    keys: "recovery code passphrase vault notebook",
  },
};
