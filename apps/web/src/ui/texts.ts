export const texts = {
  /** of the catalogue, so that dates are said in the language of the sentences around them */
  locale: "en-GB",
  close: "Close",
  undo: "Undo",
  dismiss: "Dismiss",
  messages: "Messages",
  andMore: (count: number) => (count === 1 ? "1 more change" : `${count} more changes`),
  cutPaste: (most: number) =>
    `There is room for ${most.toLocaleString("en-GB")} letters here: the end of what you pasted was left out.`,
  broken: {
    app: "This screen",
    title: (what: string) => `${what} broke and cannot be shown just now.`,
    kept: "What was written is kept; reloading shows it again.",
    onlyHere: "Some of what was written is in this tab alone: export the page before you reload.",
    cannotExport: "The page could not be exported. Try again.",
    reload: "Reload",
    exportPage: "Export this page",
  },
  today: "today",
  tomorrow: "tomorrow",
  yesterday: "yesterday",
};
