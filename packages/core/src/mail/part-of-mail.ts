/**
 * What a mail program made of an element, as far as its marks say it.
 *
 * "quote": what is answered to. "attribution": the line that says who wrote it. "signature": put there by itself. "heads":
 * from here on stands, down to the end, what is answered to. "heads_if_named": so it does if it begins with a head.
 */
export type PartOfMail = "quote" | "attribution" | "signature" | "heads" | "heads_if_named";

const QUOTES = /^(?:yahoo_quoted|tutanota_quote|zmail_extra|mail-editor-reference-message-container)$/;
const ATTRIBUTIONS = /^(?:gmail_attr|moz-cite-prefix|wm-?quote-?header|airmail_on|zmail_extra_hr)$/;
const SIGNATURES =
  /^(?:gmail_signature|gmail_signature_prefix|moz-signature|signature|applemailsignature|ms-outlook-mobile-signature|protonmail_signature_block(?:-user|-proton)?|yahoo[-_]signature|tutanota_signature)$/;
const HEADS = /^(?:divrplyfwdmsg|appendonsend|outlookmessageheader|replysplit|stopspelling)$/;
/** The line that Outlook and its kin draw above the heads, in the style of the element that has them. */
const RULE_ABOVE = /(?:^|[;\s])border-top\s*:\s*(?:solid|[\d.]+(?:px|pt)\s+solid)/;
/** Their ends may be left out, so that nobody knows where they are over. */
const OPEN_ENDED: ReadonlySet<string> = new Set(["p", "li", "tr", "td", "th", "dt", "dd", "body", "html"]);
const MAX_TAG = 2_000; // characters; what a program marks its parts by stands early in a tag

/**
 * @param tag what stands in the tag behind its name.
 * @returns null: it is somebody's own words, for all that its marks say.
 */
export function partOfMail(name: string, tag: string): PartOfMail | null {
  if (tag.length < 4 || OPEN_ENDED.has(name)) return null; // most tags have no marks
  const marks = marksOf(tag.slice(0, MAX_TAG));
  for (const mark of marks.names) {
    if (SIGNATURES.test(mark)) return "signature";
    if (ATTRIBUTIONS.test(mark)) return "attribution";
    if (HEADS.test(mark)) return "heads";
  }
  if (name !== "div") return null;
  // Only where nothing in it is new: into the "gmail_quote" around several quotes people write between them.
  if (marks.names.some((mark) => QUOTES.test(mark))) return "quote";
  return RULE_ABOVE.test(marks.style) ? "heads_if_named" : null;
}

const MARK = /\s(class|id|style|data-smartmail)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

function marksOf(tag: string): { names: string[]; style: string } {
  const names: string[] = [];
  let style = "";
  for (const [, key = "", double, single, bare] of tag.matchAll(MARK)) {
    const value = (double ?? single ?? bare ?? "").toLowerCase();
    if (key.toLowerCase() === "style") style = value;
    // Outlook puts an "x_" before what another program named.
    else names.push(...value.split(/\s+/).map((each) => each.replace(/^(?:x_)+/, "")));
  }
  return { names, style };
}
