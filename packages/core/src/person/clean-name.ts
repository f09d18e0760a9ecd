export const MAX_NAME_LENGTH = 80; // UTF-16 units, as everywhere people are named

/** What a copied name brings along, as the marks around one in Arabic or Hebrew. */
const BROUGHT_ALONG = /(?:(?![\r\n])[\p{Cc}\u202A-\u202E\u2066-\u2069])+/gu;
/** Something that shows by itself: no space, no joiner or filler of no width, no accent without a letter. */
const SHOWS = /[^\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * A person's name as it is kept, both on a device and on the server: without the spaces around it, and without what acts
 * on the text around it. Line breaks stay, for no field brings one, and the server refuses them.
 *
 * @returns an empty text where nothing of it would show.
 */
export function cleanName(text: string): string {
  const name = text.replace(BROUGHT_ALONG, " ").trim();
  return SHOWS.test(name) ? name : "";
}

/** Whether something was given as a name of which nothing would show; where nothing was given, that is another matter. */
export function isUnseenName(text: string): boolean {
  return text.trim() !== "" && cleanName(text) === "";
}
