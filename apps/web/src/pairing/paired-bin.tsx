import type { PairingThing } from "@candor/core/pairing/pairing.ts";
import { putPairingBack } from "@candor/document/pairing/edit-pairing.ts";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayDayOf } from "./say-stamp.ts";

const say = texts.bin;

/** What was thrown away, by either, and can be put back by either for thirty days. */
export function PairedBin({ binned }: { binned: readonly PairingThing[] }) {
  const { handle, canEdit } = usePage();
  return (
    <details class="paired-details" data-no-print>
      <summary>{say.title(binned.length)}</summary>
      <p class="meta">{say.hint}</p>
      <ul class="stack-list paired-binned">
        {binned.map((thing) => {
          const words = thing.text.trim() || (thing.what === "session" ? texts.kinds[thing.kind] : texts.untitled);
          return (
            <li key={thing.id} class="row">
              <span class="grow">
                {words}{" "}
                <span class="meta">
                  {say.kinds[thing.what]} · {say.since(sayDayOf(thing.binnedAt ?? ""))}
                </span>
              </span>
              {canEdit.value && (
                <Button
                  small
                  aria-label={say.backOf(words)}
                  onClick={() => void undoable(handle.undo, () => putPairingBack(handle.doc, thing.id))}
                >
                  {say.back}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
