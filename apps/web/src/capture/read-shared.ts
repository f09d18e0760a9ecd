/**
 * What another app shared. Apps differ in where they put an address: in `url`, or somewhere in `text`.
 *
 * @param query the parameters that the manifest's share target names.
 */
export function readShared({ title, text, url }: { title?: string; text?: string; url?: string }): {
  text: string;
  link: string | null;
} {
  const inText = /https?:\/\/\S+/.exec(text ?? "")?.[0] ?? null;
  const link = url?.trim() || inText;
  const words = inText === null ? (text ?? "") : (text ?? "").replace(inText, " ");
  const parts = [title ?? "", words].map((part) => part.replace(/\s+/g, " ").trim()).filter((part) => part !== "");
  return { text: [...new Set(parts)].join(": "), link: link || null };
}
