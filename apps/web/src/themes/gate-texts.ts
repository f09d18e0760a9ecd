/** What the themes say before the notebook is open. */
export const gateTexts = {
  title: "Themes",
  back: "To the start",
  lead: "What several people raise, gathered from your private notes. It is worked out on this device, and only you can read it.",
  hide: "Hide",
  lock: "Lock",
  lockHint: "Lock until a passphrase, a passkey or the recovery code is given",
  commands: { lock: "Lock private notes" },
  none: "Themes come from your private notes. Write a note about somebody on your page with them, and give it a theme.",
  unreadable: "This browser could not read what it keeps of your private notes. They may all be here.",
  locked: "Your private notes are locked, and the themes with them.",
  lockedByHand:
    "You locked your private notes, and the themes with them. A passphrase, a passkey or the recovery code opens them.",
  unlock: "Unlock",
  open: "Open your private notes",
  retry: "Try again",
  unreachable: "What this needs could not be fetched. Try again when you are online.",
};
