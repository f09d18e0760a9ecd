export const printCommandTexts = { name: "Print this page", keywords: "paper pdf" } as const;
