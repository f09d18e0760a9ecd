import { lookOf, nameOf, partsOf, within } from "../json-fields.ts";
import type { LinkReader } from "../link-reader.ts";

const apiOf = (origin: string) =>
  /^https:\/\/(docs|drive)\.google\.com$/.test(origin) ? "https://www.googleapis.com" : origin;
const KINDS: ReadonlySet<string> = new Set(["document", "spreadsheets", "presentation", "drawings", "forms", "file"]);
const ID = /^[\w-]{15,100}$/;

/** Documents and other files of a Drive, by the person's permission to see what their files are called and no more. */
export const google: LinkReader = {
  answersAnybody: false,
  question(url) {
    const id = idOf(url);
    if (id === null) return null;
    const query = "fields=name,trashed&supportsAllDrives=true";
    return { address: `${apiOf(url.origin)}/drive/v3/files/${id}?${query}` };
  },
  read: (body) =>
    within(body, "trashed") === true
      ? lookOf(within(body, "name"), "dropped", "in the bin")
      : lookOf(within(body, "name"), null),
  authorization: ({ token }) => `Bearer ${token}`,
  whoQuestion: (origin) => ({ address: `${apiOf(origin)}/drive/v3/about?fields=user(emailAddress)` }),
  readWho: (body) => nameOf(within(body, "user", "emailAddress")),
  workQuestion: () => null, // what somebody works on, a folder does not say
  readWork: () => null,
};

/** Of /document/d/ID/edit, /a/acme.com/file/d/ID, /spreadsheets/u/1/d/ID, /drive/folders/ID and /open?id=ID. */
function idOf(url: URL): string | null {
  const parts = partsOf(url);
  const rest = parts[0] === "a" ? parts.slice(2) : parts;
  const [kind = "", ...more] = rest.filter((part, at) => part !== "u" && rest[at - 1] !== "u");
  const found =
    kind === "open"
      ? url.searchParams.get("id")
      : kind === "drive" && more[0] === "folders"
        ? more[1]
        : KINDS.has(kind) && more[0] === "d"
          ? more[1]
          : null;
  return found && ID.test(found) ? found : null;
}
