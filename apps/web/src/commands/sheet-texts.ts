export const sheetTexts = {
  title: "Keyboard shortcuts",
  close: "Close",
  none: "none",
  andThen: "then",
  or: "or",
  singleKeys: "Single-key shortcuts",
  singleKeysHint:
    "They act only while no text field has the focus. Switch them off if you speak to your computer or press keys by chance.",
  groups: { anywhere: "Anywhere", here: "On this screen" },
  command: "Command",
  shortcut: "Shortcut",
};
