/** Apart from the screen's own words: these come with the first load. */
export const plannerCommandTexts = { name: "Planner", keywords: "schedule calendar week" };
