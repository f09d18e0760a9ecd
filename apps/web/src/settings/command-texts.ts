/** Apart from the settings' own words: these come with the first load. */
export const settingsCommandTexts = {
  title: "Settings",
  workspace: "Workspace: people and chart",
  search: "Search everything",
};
