import { type NoteNode, type NoteNodeType, ownImage } from "@candor/core/notes/note-node.ts";
import { isMemberId } from "@candor/core/person/member.ts";
import { wholeBetween } from "../whole-between.ts";

const LANGUAGE_PATTERN = /^[^\s`]{1,40}$/;
export const MAX_VALUE_LENGTH = 4_000; // of an attribute; addresses can be long
const MAX_LIST_START = 999_999_999; // nine digits, as Markdown has it

/** Only the attributes the type has, in one order, so that equal text reads equal on every device. */
export function readAttributes(
  type: NoteNodeType,
  attribute: (name: string) => unknown,
): NoteNode["attrs"] | undefined {
  switch (type) {
    case "heading":
      return { level: Math.min(3, wholeBetween(attribute("level"), 1, 6, 1)) };
    case "ordered_list":
      return { start: wholeBetween(attribute("start"), 0, MAX_LIST_START, 1) };
    case "check_item":
      return { checked: attribute("checked") === true };
    case "code_block": {
      const language = attribute("language");
      return typeof language === "string" && LANGUAGE_PATTERN.test(language) ? { language } : undefined;
    }
    case "mention": {
      const [member, name] = [attribute("member"), attribute("name")];
      return {
        member: isMemberId(member) ? member : null,
        name: typeof name === "string" ? name.slice(0, MAX_VALUE_LENGTH) : "",
      };
    }
    case "table_cell":
      return { head: attribute("head") === true };
    case "image": {
      const alt = attribute("alt");
      return {
        src: ownImage(attribute("src")),
        alt: typeof alt === "string" ? alt.slice(0, MAX_VALUE_LENGTH) : "",
      };
    }
    default:
      return undefined;
  }
}
