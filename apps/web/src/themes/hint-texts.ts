const others = ["", "One other", "Two others", "Three others", "Four others", "Five others", "Six others"];

/** What stands beside a note about its themes. */
export const hintTexts = {
  raised: (count: number) => `${others[count] ?? `${count} others`} raised this`,
  why: "Alike because of",
  pair: (here: string, there: string) =>
    here.toLowerCase() === there.toLowerCase() ? `“${here}”` : `“${here}” and “${there}”`,
  onDevice: "Found on this device, by the words of your notes. It can be wrong.",
  addTheme: (name: string) => `Add the theme “${name}”`,
  newTheme: "Make it a theme of all of these",
  themeName: "Name of the theme",
  create: "Make it a theme",
  cancel: "Cancel",
  themes: "Themes",
  add: "Add a theme",
  addPlaceholder: "Add a theme",
  remove: (name: string) => `Take the theme “${name}” off this note`,
  made: (name: string, notes: number) => `“${name}” is a theme of ${notes} notes`,
};
