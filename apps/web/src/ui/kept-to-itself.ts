/**
 * For every field with private words or secrets in it: "enhanced" spelling and writing aids send what is typed away
 * (SECURITY.md 3.7).
 */
export const KEPT_TO_ITSELF = {
  autoComplete: "off",
  autoCorrect: "off",
  spellcheck: false,
  writingsuggestions: "false",
  "data-gramm": "false",
  "data-gramm_editor": "false",
  "data-lt-active": "false",
} as const;
