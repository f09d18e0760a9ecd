import { cutText, MAX_STRING_LENGTH } from "../text.ts";

const SIGN = 40; // characters of room for it, and some to spare

/**
 * The same with every long text in it cut to what a row can show, and a sign that there is more: a line that somebody
 * pushed past the app can be as long as the page. To be shown alone, never to be written back.
 *
 * @param read plain data; it comes back as it is where nothing in it is too long.
 */
export function shown<T>(read: T, most = MAX_STRING_LENGTH): T {
  if (typeof read === "string") return (read.length > most ? cut(read, most) : read) as T;
  if (typeof read !== "object" || read === null) return read;
  let copy: T | null = null;
  for (const key in read) {
    const value = shown(read[key], most);
    if (value === read[key]) continue;
    copy ??= (Array.isArray(read) ? [...read] : { ...read }) as T & object;
    copy[key] = value;
  }
  return copy ?? read;
}

function cut(text: string, most: number): string {
  const head = cutText(text, most - SIGN); // so that what was cut once is not cut again
  return `${head}… (${(text.length - head.length).toLocaleString("en")} more characters)`;
}
