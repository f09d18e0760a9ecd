import type { PairingEntry } from "@candor/core/pairing/pairing.ts";
import { changeEntry } from "@candor/document/pairing/edit-pairing.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { Who } from "../page/who.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { bin } from "./pairing-edits.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayTime } from "./say-stamp.ts";
import { SharedLine } from "./shared-line.tsx";
import { type Taken, takeGap } from "./take-gap.ts";

const say = texts.entry;

/** A line that was written down as they went: when, by whom, what, and how it was for them. */
export function EntryRow({ entry, onGone }: { entry: PairingEntry; onGone: () => void }) {
  const model = usePage();
  const { id, text, author, at, feeling } = entry;
  return (
    <li class="paired-entry" data-entry={id}>
      <p class="meta">
        <time dateTime={at}>{sayTime(at)}</time> <Who member={author} />
        {feeling !== null && <span class="chip">{texts.feelings[feeling]}</span>}
      </p>
      <div class="paired-entry-line">
        <SharedLine id={id} text={text} field={say.field} empty={texts.untitled} />
        {model.canEdit.value && (
          <IconButton
            icon="bin"
            class="paired-pencil"
            label={say.bin(text.trim() || texts.untitled)}
            onClick={() => {
              bin(model, id, say.binned);
              onGone();
            }}
          />
        )}
      </div>
      {entry.gapOf !== null && <SkillGap entry={entry} gapOf={entry.gapOf} />}
    </li>
  );
}

/** What somebody wants to learn; into their portrait it comes by their own hand alone. */
function SkillGap({ entry, gapOf }: { entry: PairingEntry; gapOf: NonNullable<PairingEntry["gapOf"]> }) {
  const { handle, people, me, canEdit } = usePage();
  const problem = useSignal<Exclude<Taken, "taken"> | null>(null);
  const name = gapOf === me ? texts.you : people.value[gapOf].name || texts.someone;
  const decide = (gap: "kept" | "left") => changeEntry(handle.doc, entry.id, { gap });
  const take = async () => {
    const taken = await takeGap(entry.text);
    problem.value = taken === "taken" ? null : taken;
    if (taken === "taken") decide("kept");
  };
  return (
    <div class="stack-tight paired-gap">
      <p class="meta">
        <span class="chip">{gapOf === me ? texts.add.kinds.gap : texts.gapOf(name)}</span>{" "}
        {entry.gap !== "asked"
          ? gapOf === me && entry.gap === "kept"
            ? say.taken
            : texts.gaps[entry.gap]
          : gapOf === me
            ? say.ask
            : say.waits(name)}
      </p>
      {gapOf === me && entry.gap === "asked" && canEdit.value && (
        <div class="row">
          <Button small onClick={() => void take()}>
            {say.take}
          </Button>
          <Button small look="quiet" onClick={() => decide("left")}>
            {say.leave}
          </Button>
        </div>
      )}
      <p role="alert" class="problem">
        {problem.value === null ? "" : problem.value === "changed" ? say.changed : say.unreachable}
      </p>
    </div>
  );
}
