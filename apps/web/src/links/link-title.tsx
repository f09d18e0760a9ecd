import type { LinkState } from "@candor/core/link/link-look.ts";
import type { LinkTitle as Found } from "@candor/protocol/http/link.ts";
import { type ReadonlySignal, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { texts } from "./link-title-texts.ts";
import { linkTitles } from "./link-titles.ts";
import "./links.css";

const NOTHING: ReadonlySignal<Found | null> = signal(null);

/**
 * What a link leads to, beside it: its title and how far along it is. Draws nothing where nobody knows.
 *
 * @param path where links of the page or artifact are asked for
 */
export function LinkTitle({ path, href }: { path: string; href: string }) {
  const found = useSignal(NOTHING);
  useEffect(() => {
    found.value = linkTitles().titleOf(path, href);
  }, [path, href]);
  const link = found.value.value;
  if (link === null) return null;
  return (
    <span class="meta link-title">
      {" "}
      <bdi>{link.title}</bdi>
      {link.state !== null && <StateChip state={link.state} said={link.said} />}
    </span>
  );
}

export function StateChip({ state, said }: { state: LinkState; said: string | null }) {
  return (
    <>
      {" "}
      <span class="chip link-state" data-state={state}>
        <bdi>{said ?? texts.states[state]}</bdi>
      </span>
    </>
  );
}
