/** Apart from the ledger's own words: these come with the first load. */
export const ledgerCommandTexts = {
  name: "You said, we did",
  keywords: "ledger answers follow up raised outcome came",
};
