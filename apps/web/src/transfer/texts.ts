/** What taking a page along says. */
export const transferTexts = {
  exported: (file: string) => `Exported as ${file}`,
  exportedWithoutYears: (file: string) =>
    `Exported as ${file}, without the years that are kept on the server: you are offline`,
  fileName: (names: string, day: string, ending: string) => `${names} ${day}.${ending}`,
} as const;
