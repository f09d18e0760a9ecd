import { useEffect, useRef } from "preact/hooks";
import { usePage } from "../page/page-context.ts";
import { announceRemote } from "../ui/announce.ts";
import { besideTexts as texts } from "./beside-texts.ts";
import { sayDayOf, sayTime } from "./say-stamp.ts";
import { usePairing } from "./use-pairing.ts";

/** On the page: what the two work on side by side just now, whoever began it. Draws nothing where there is nothing. */
export function PairingBeside() {
  const { handle, people, other } = usePage();
  const open = usePairing(handle.doc).value.sessions.filter(({ finishedAt }) => finishedAt === null);
  const ids = open.flatMap(({ id, author }) => (author === other ? id : [])).join(" ");
  const known = useRef<string | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = ids;
    if (before === null || ids === "") return;
    if (ids.split(" ").some((id) => !before.includes(id)))
      announceRemote(texts.started(people.peek()[other].name || texts.someone), "pairing");
  }, [ids]);
  if (open.length === 0) return null;
  return (
    <section aria-label={texts.region} data-no-print>
      {open.map(({ id, kind, text, at }) => {
        const what = text.trim() || texts.kinds[kind];
        return (
          <div key={id} class="banner row">
            <span class="grow">{texts.open(what, sayTime(at), sayDayOf(at))}</span>
            <a
              class="button button-small"
              href={`/p/${encodeURIComponent(handle.pairId)}/pairing`}
              aria-label={texts.goTo(what)}
            >
              {texts.go}
            </a>
          </div>
        );
      })}
    </section>
  );
}
