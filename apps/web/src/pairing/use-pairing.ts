import { arrangePairing, byTime } from "@candor/core/pairing/arrange-pairing.ts";
import { joinStarts } from "@candor/core/pairing/join-starts.ts";
import type { Pairing, PairingSession, PairingThing } from "@candor/core/pairing/pairing.ts";
import { shown } from "@candor/document/page/shown.ts";
import { readPairingThings, readTracker } from "@candor/document/pairing/read-pairing.ts";
import { pageMap, rootMap } from "@candor/document/roots.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type * as Y from "yjs";

export type PairingView = Pairing & {
  tracker: string;
  /** what lies in the bin by itself, the newest there first; not what only stands in such a session */
  binned: readonly PairingThing[];
};

/** What the two wrote while pairing, following the document, whoever changes it. */
export function usePairing(doc: Y.Doc): ReadonlySignal<PairingView> {
  const view = useMemo(() => signal(read(doc)), [doc]);
  useEffect(() => {
    const [things, page] = [rootMap(doc, "pairing"), pageMap(doc)];
    const look = () => {
      view.value = read(doc);
    };
    look(); // what came between drawing and here
    things.observeDeep(look);
    page.observe(look);
    return () => {
      things.unobserveDeep(look);
      page.unobserve(look);
    };
  }, [doc]);
  return view;
}

function read(doc: Y.Doc): PairingView {
  const things = shown(readPairingThings(doc));
  const thrown = things.filter(({ binnedAt }) => binnedAt !== null).sort(byTime);
  const sessions = joinStarts(thrown.filter((thing): thing is PairingSession => thing.what === "session"));
  const binned = [...sessions, ...thrown.filter(({ what }) => what !== "session")].sort((left, right) =>
    (left.binnedAt ?? "") > (right.binnedAt ?? "") ? -1 : 1,
  );
  return { ...arrangePairing(things), tracker: shown(readTracker(doc)), binned };
}
