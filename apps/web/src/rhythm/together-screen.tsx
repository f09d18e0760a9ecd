import type { Member, MemberId } from "@candor/core/person/member.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { saidNow } from "@candor/core/portrait/portrait.ts";
import { changeSettings } from "@candor/document/page/begin-page.ts";
import type { PortraitOfOther } from "@candor/protocol/http/portrait.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { openPage, releasePage } from "../offline/this-tab.ts";
import { undoable } from "../page/undoable.ts";
import { pairs, peopleLoaded, refreshPeople } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { showToast } from "../ui/toasts.ts";
import { CadencePart } from "./cadence-part.tsx";
import { FeedbackPart } from "./feedback-part.tsx";
import { Frame } from "./frame.tsx";
import { entriesOf, readPortraitOf } from "./portrait-calls.ts";
import { rhythmTexts as texts } from "./texts.ts";

const { together: say, portrait } = texts;

/** What two people have beside their page: how often they meet, what one tells the other, feedback for the one who leads. */
export function TogetherScreen({ pairId }: { pairId: string }) {
  const isLoaded = useSignal(false);
  useEffect(() => {
    void peopleLoaded()
      .then(refreshPeople)
      .finally(() => {
        isLoaded.value = true;
      });
  }, [pairId]);
  const pair = pairs.value.find(({ id }) => id === pairId);
  if (!pair) {
    return (
      <Frame title={texts.title} intro="" tab={null}>
        {isLoaded.value && <p role="alert">{say.missing}</p>}
      </Frame>
    );
  }
  const people = peopleOf(pair);
  return <OfPair key={pairId} pairId={pairId} people={people} me={pair.me} />;
}

type OfPairProps = { pairId: string; people: Record<MemberId, Member>; me: MemberId };

function OfPair({ pairId, people, me }: OfPairProps) {
  const opened: PageHandle = useMemo(() => openPage(pairId), [pairId]);
  useEffect(() => () => releasePage(pairId), [pairId]);
  const handle = latest(opened);
  const { name } = people[otherMember(me)];
  const { role } = people[me];
  const isReady = handle.state.value === "ready";
  const iLead = role === "manager" || role === "skip_manager";
  const amLed = role === "report" || role === "skip_report";
  return (
    <Frame title={say.title(name)} intro={say.intro} tab={null}>
      <section class="rhythm-card" aria-labelledby="cadence-heading">
        <h2 id="cadence-heading">{say.cadence}</h2>
        <CadencePart
          pairId={pairId}
          me={me}
          name={name}
          canEdit={isReady && handle.access.value.type === "write"}
          {...(isReady && { agreed: handle.page.value.settings })}
          onAccept={({ everyWeeks, minutes }) => {
            const takeBack = undoable(handle.undo, () => changeSettings(handle.doc, { everyWeeks, minutes }));
            if (takeBack) showToast(texts.rhythm.accepted(name), takeBack);
          }}
        />
      </section>
      <p>
        <a href={`/settings/insight?with=${pairId}`}>{say.insight(name)}</a>
      </p>
      {isReady && (iLead || amLed) && <FeedbackPart handle={handle} people={people} />}
      {iLead && <PortraitOfThem pairId={pairId} name={name} />}
      {amLed && (
        <section class="rhythm-card" aria-labelledby="mine-heading">
          <h2 id="mine-heading">{say.mine}</h2>
          <p>
            {say.mineHint(name)} <a href="/settings/portrait">{say.mineLink}</a>
          </p>
        </section>
      )}
    </Frame>
  );
}

function PortraitOfThem({ pairId, name }: { pairId: string; name: string }) {
  const shown = useSignal<PortraitOfOther | null>(null);
  useEffect(() => {
    void readPortraitOf(pairId).then((result) => {
      if (result.type === "ok") shown.value = result.value;
    });
  }, [pairId]);
  if (!shown.value) return null;
  const entries = saidNow(entriesOf(shown.value.entries));
  return (
    <section class="rhythm-card" aria-labelledby="portrait-heading">
      <h2 id="portrait-heading">{say.portrait(name)}</h2>
      {entries.length === 0 && <p class="meta">{shown.value.shown ? portrait.nothing : say.portraitNone(name)}</p>}
      {entries.map(({ part, text }) => (
        <div key={part}>
          <h3>{portrait.parts[part].name}</h3>
          <p class="portrait-text">{text}</p>
        </div>
      ))}
    </section>
  );
}

function latest(handle: PageHandle): PageHandle {
  return handle.successor.value ? latest(handle.successor.value) : handle;
}
