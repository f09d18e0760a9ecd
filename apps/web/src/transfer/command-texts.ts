export const transferCommandTexts = {
  exportAs: {
    markdown: "Export this page as Markdown",
    html: "Export this page as HTML",
    json: "Export this page as JSON, without loss",
  },
  exportKeywords: "download save file backup copy",
  import: "Import a document, or take an import back",
  importKeywords: "upload open file restore bring docs notion word undo",
} as const;
