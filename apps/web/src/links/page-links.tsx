import { useEffect } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { findAddresses, hostOf } from "./find-addresses.ts";
import { LinkTitle } from "./link-title.tsx";
import { linkTitles, pageLinksPath } from "./link-titles.ts";
import { markLinks } from "./mark-links.ts";

/** Has links in the notes of a page say what they lead to. Draws nothing itself. */
export function PageLinks({ pair }: { pair: string }) {
  useEffect(() => {
    const root = document.querySelector<HTMLElement>(".page");
    return root ? markLinks(root, pageLinksPath(pair), linkTitles()) : undefined;
  }, [pair]);
  return null;
}

/** The addresses in a topic's title or an action, to be followed, with what they lead to. */
export function LineLinks({ line }: { line: string }) {
  const { handle } = usePage();
  const addresses = findAddresses(line);
  if (addresses.length === 0) return null;
  return (
    <ul class="topic-links">
      {addresses.map((href) => (
        <li key={href}>
          <a href={href} rel="noopener noreferrer" target="_blank">
            {hostOf(href)}
          </a>
          <LinkTitle path={pageLinksPath(handle.pairId)} href={href} />
        </li>
      ))}
    </ul>
  );
}
