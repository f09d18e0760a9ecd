/** Apart from the list's own words: these come with the first load. */
export const actionsCommandTexts = {
  name: "My actions",
  keywords: "to do tasks owe todo list all",
};
