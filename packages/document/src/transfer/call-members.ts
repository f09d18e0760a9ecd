import type { NamedMember } from "./arrange-page.ts";
import type { TransferWords } from "./transfer-words.ts";

/** The two as a text names them: whoever has not said their name yet is somebody, too. */
export function callMembers(members: readonly NamedMember[], words: TransferWords): NamedMember[] {
  return members.map(({ id, name }) => ({ id, name: name || words.someone }));
}
