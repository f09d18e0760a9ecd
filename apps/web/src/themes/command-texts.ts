/** Apart from the screen's own words: these come with the first load. */
export const themesCommandTexts = { name: "Themes", keywords: "all-hands private notes" };
