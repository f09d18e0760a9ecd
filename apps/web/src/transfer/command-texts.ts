export const transferCommandTexts = {
  exportName: "Export this page as ",
  exportAs: {
    markdown: "Markdown",
    html: "HTML",
    json: "JSON, without loss",
    docx: "Word (.docx)",
    pdf: "PDF",
    ics: "calendar (.ics)",
  },
  exportKeywords: "download",
  import: "Import a document, or take an import back",
  importKeywords: "upload notion",
} as const;
