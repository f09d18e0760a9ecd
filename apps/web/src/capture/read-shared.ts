/**
 * What another app shared. Apps differ in where they put an address: in `url`, or somewhere in `text`.
 *
 * @param query the parameters that the manifest's share target names.
 */
export function readShared({ title, text, url }: { title?: string; text?: string; url?: string }): {
  text: string;
  link: string | null;
} {
  const given = url?.trim() ?? "";
  const isWeb = /^https?:\/\/\S+$/i.test(given);
  const link = isWeb ? given : (/https?:\/\/\S+/.exec(text ?? "")?.[0] ?? null);
  const words = link === null ? (text ?? "") : (text ?? "").replace(link, " ");
  const parts = [title ?? "", words, isWeb ? "" : given]
    .map((part) => part.replace(/[\s\p{Cc}\u202a-\u202e]+/gu, " ").trim())
    .filter((part) => part !== "");
  return { text: [...new Set(parts)].join(": "), link: link || null };
}
