export const transferCommandTexts = {
  exportAs: {
    markdown: "Export this page as Markdown",
    html: "Export this page as HTML",
    json: "Export this page as JSON, without loss",
  },
  exportKeywords: "download save file backup copy",
  import: "Import Markdown or an exported page",
  importKeywords: "upload open file restore bring",
} as const;
