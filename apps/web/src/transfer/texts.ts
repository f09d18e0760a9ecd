/** What taking a page along says. */
export const transferTexts = {
  exported: (file: string) => `Exported as ${file}`,
  exportedWithoutYears: (file: string) =>
    `Exported as ${file}, without the years that are kept on the server: you are offline`,
  making: "Making the file…",
  needsServer:
    "This file is made by the server, which cannot be reached just now. Markdown, HTML and JSON work without it.",
  tooLong: "This page is longer than such a file can be. Export it as Markdown, HTML or JSON.",
  notMade: "The file could not be made just now. Try again in a moment.",
  missing: (file: string, count: number) =>
    `Exported as ${file}, in which ${count === 1 ? "one letter stands" : `${count} letters stand`} as □: no font of this server has them. Word, HTML and “Print this page” hold them all.`,
  fileName: (names: string, day: string, ending: string) => `${names} ${day}.${ending}`,
} as const;
