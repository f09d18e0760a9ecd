/** Apart from the screen's own words: these come with the first load. */
export const overviewCommandTexts = { name: "Overview", keywords: "people overdue" };
