/** What the palette says of private notes on any screen. */
export const privateTexts = {
  find: "Find in all my private notes",
  findWords: "search notebook themes secret own",
  keys: "Privacy and keys of my private notes",
  keysWords: "recovery code passphrase vault notebook lock devices",
  locked: "Unlock my private notes to search them, too",
  group: "In your private notes: only you",
  about: (name: string) => `about ${name}`,
};
