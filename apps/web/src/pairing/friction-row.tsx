import { groupOf } from "@candor/core/pairing/friction-way.ts";
import type { Friction } from "@candor/core/pairing/pairing.ts";
import type { FrictionStep } from "@candor/document/pairing/edit-pairing.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { Who } from "../page/who.tsx";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { FrictionDetails } from "./friction-details.tsx";
import { IssueDialog } from "./issue-dialog.tsx";
import { OutLink } from "./linked-text.tsx";
import { bin, step } from "./pairing-edits.ts";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { sayDayInside, sayDayOf, sayTime } from "./say-stamp.ts";
import { SharedLine } from "./shared-line.tsx";

const say = texts.frictions;

type FrictionRowProps = {
  friction: Friction;
  tracker: string;
  /** among what was written in its session, where what can be done about it stays out of the way */
  inLog?: boolean;
};

/** What got in the way, and how far it is on its way to being fixed. */
export function FrictionRow({ friction, tracker, inLog = false }: FrictionRowProps) {
  const model = usePage();
  const isMakingIssue = useSignal(false);
  const { id, text, kind, severity, state, at, author, cameBack, checkOn, issue } = friction;
  const group = groupOf(friction, today.value);
  const words = text.trim() || texts.untitled;
  const acts = model.canEdit.value && !inLog;
  return (
    <li
      id={inLog ? undefined : rowId(id)}
      tabIndex={inLog ? undefined : -1}
      class={inLog ? "paired-entry" : "card stack-tight"}
      data-friction={id}
      data-state={state}
    >
      <p class="meta">
        {inLog ? <time dateTime={at}>{sayTime(at)}</time> : say.found(sayDayOf(at))} <Who member={author} />
        <span class="chip chip-warn">{texts.frictionKinds[kind]}</span>
        <span class="chip" data-chip-state>
          {texts.states[state]}
        </span>
        {cameBack.length > 0 && <span class="chip chip-warn">{texts.cameBack(cameBack.length)}</span>}
      </p>
      <div class="paired-entry-line">
        <SharedLine id={id} text={text} field={texts.friction} empty={texts.untitled} />
        {model.canEdit.value && (
          <IconButton
            icon="bin"
            class="paired-pencil"
            label={texts.entry.bin(words)}
            onClick={() => {
              bin(model, id, texts.entry.binned);
              document.getElementById("frictions-heading")?.focus();
            }}
          />
        )}
      </div>
      <p class="meta">
        {[
          severity,
          ownerOf(model, friction),
          state === "fixed" && checkOn !== null && group !== "check" && say.checkDay(sayDayInside(checkOn)),
        ]
          .filter(Boolean)
          .join(" · ")}
        {issue !== null && (
          <>
            {" · "}
            <OutLink href={issue} />
          </>
        )}
      </p>
      {group === "check" && <p class="paired-check">{say.groups.check}</p>}
      {acts && (
        <div class="row" data-no-print>
          {STEPS[group === "check" ? "check" : state].map((each) => (
            <Button
              key={each}
              small
              look={each === "let_go" ? "quiet" : "plain"}
              aria-label={say.stepOf(say.steps[each], words)}
              onClick={() => {
                step(model, id, each);
                stayAt(id);
              }}
            >
              {say.steps[each]}
            </Button>
          ))}
          {issue === null && (
            <Button
              small
              look="quiet"
              aria-label={say.makeIssueOf(words)}
              onClick={() => {
                isMakingIssue.value = true;
              }}
            >
              {say.makeIssue}
            </Button>
          )}
        </div>
      )}
      {acts && <FrictionDetails friction={friction} />}
      {isMakingIssue.value && (
        <IssueDialog
          friction={friction}
          tracker={tracker}
          onClose={() => {
            isMakingIssue.value = false;
          }}
        />
      )}
    </li>
  );
}

const STEPS: Readonly<Record<Friction["state"] | "check", readonly FrictionStep[]>> = {
  open: ["fixing", "fixed", "let_go"],
  fixing: ["fixed", "open"],
  fixed: ["came_back"],
  check: ["stayed", "came_back"],
  stayed: ["came_back"],
  let_go: ["open"],
};

function ownerOf({ me, people }: PageModel, { owner }: Friction): string {
  if (owner === null) return texts.nobody;
  if (owner.type === "other") return say.ownerIs(owner.name);
  return say.ownerIs(
    owner.seat === me ? texts.you.toLocaleLowerCase() : people.value[owner.seat].name || texts.someone,
  );
}

export function rowId(friction: string): string {
  return `friction-${friction}`;
}

/** Its button is gone once it was pressed, and it may stand elsewhere then: whoever uses keys goes along with it. */
function stayAt(friction: string): void {
  setTimeout(() => {
    const row = document.getElementById(rowId(friction));
    const isFolded = row?.closest("details:not([open])") !== null;
    (isFolded ? document.getElementById("frictions-heading") : row)?.focus();
  });
}
