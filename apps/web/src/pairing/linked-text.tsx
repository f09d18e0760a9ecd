import { safeHref } from "@candor/core/notes/note-node.ts";
import { LinkTitle } from "../links/link-title.tsx";
import { pageLinksPath } from "../links/link-titles.ts";
import { usePage } from "../page/page-context.ts";

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/g;

/** Words as they are, with the addresses in them to be followed. */
export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {text.split(ADDRESS).map((part, index) => {
        const href = index % 2 === 1 ? safeHref(part) : null;
        return href === null ? part : <OutLink key={index} href={href} />;
      })}
    </>
  );
}

/** An address elsewhere, by its host and the end of its path, with what it leads to beside it; whoever is asked there is not told from where. */
export function OutLink({ href, label }: { href: string; label?: string }) {
  const { handle } = usePage();
  return (
    <>
      <a href={href} title={href} rel="noreferrer noopener" target="_blank">
        {label ?? shortOf(href)}
      </a>
      <LinkTitle path={pageLinksPath(handle.pairId)} href={href} />
    </>
  );
}

function shortOf(href: string): string {
  const bare = href
    .replace(/^https?:\/\/(www\.)?/i, "")
    .replace(/[?#].*$/, "")
    .replace(/\/$/, "");
  if (bare.length <= 48) return bare;
  return `${bare.slice(0, 24)}…${bare.slice(-20)}`;
}
