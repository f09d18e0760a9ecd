import type { BeginWorkspacePair, MyWorkspacePair } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { usePageNotice } from "../skip/skip-page-notice.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { beginWorkspacePage } from "./begin-page.ts";
import { LetInDialog } from "./let-in-dialog.tsx";
import { NextSteps } from "./next-steps.tsx";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.mine;

type Standing = Omit<BeginWorkspacePair, "person">;

type MyPlaceViewProps = { model: WorkspaceModel; onPeople: () => void; onImport: () => void; onChart: () => void };

/** Where I stand in the chart, and my pages with those around me. */
export function MyPlaceView({ model, onPeople, onImport, onChart }: MyPlaceViewProps) {
  const { route } = useLocation();
  const problem = useSignal<string | null>(null);
  const isBeginning = useSignal(false);
  const place = model.mine.value;
  if (!place) return null;
  const openPair = (person: string, { relation, iAm }: Standing) =>
    place.pairs.find(
      (pair) => pair.person === person && pair.relation === relation && pair.iAm === iAm && !isFrozen(pair),
    );
  const begin = async (person: string, standing: Standing) => {
    if (isBeginning.peek()) return;
    isBeginning.value = true;
    problem.value = null;
    const result = await beginWorkspacePage(model.client, { person, ...standing });
    isBeginning.value = false;
    if (result.type === "ok") route(`/p/${result.value.id}`);
    else problem.value = obstacle(result);
  };
  const notice = usePageNotice(model.workspace.value?.id ?? "");
  const beginTold = (person: string, standing: Standing) => {
    const go = () => void begin(person, standing);
    if (standing.relation === "skip_level" && standing.iAm === "above") void notice.before([person], go);
    else go();
  };
  const byName = (people: readonly string[]) =>
    [...people].sort((one, other) => model.nameOf(one).localeCompare(model.nameOf(other)));
  const missing = byName(place.reports).filter(
    (person) => !openPair(person, REPORT) && model.outsideWith(person) === null,
  );
  const beginAll = async () => {
    if (isBeginning.peek()) return;
    isBeginning.value = true;
    problem.value = null;
    let begun = 0;
    for (const person of missing) {
      const result = await beginWorkspacePage(model.client, { person, ...REPORT });
      problem.value = obstacle(result);
      if (result.type !== "ok") break;
      begun += 1;
    }
    isBeginning.value = false;
    if (begun > 0) showToast(say.begunAll(begun));
    await model.refresh();
  };
  const asks = useSignal<MyWorkspacePair | null>(null);
  const letIn = async (pair: MyWorkspacePair) => {
    const result = await model.client.letIn(pair.pair);
    problem.value = obstacle(result);
    if (result.type === "ok") showToast(say.letInDone(model.nameOf(pair.person)));
    await model.refresh();
  };
  const row = (person: string, standing: Standing) => {
    const pair = openPair(person, standing) ?? null;
    return (
      <PersonRow
        key={`${person}${standing.relation}`}
        model={model}
        person={person}
        standing={standing}
        pair={pair}
        disabled={isBeginning.value}
        onBegin={() => beginTold(person, standing)}
        onLetIn={() => {
          asks.value = pair;
        }}
      />
    );
  };
  const around = new Set([
    ...(place.manager === null ? [] : [`${place.manager} report below`]),
    ...(place.skipLevel === null ? [] : [`${place.skipLevel} skip_level below`]),
    ...place.reports.map((person) => `${person} report above`),
    ...place.skipReports.map((person) => `${person} skip_level above`),
  ]);
  const others = place.pairs.filter(
    (pair) => isFrozen(pair) || !around.has(`${pair.person} ${pair.relation} ${pair.iAm}`),
  );
  const asked = asks.value;
  return (
    <div class="stack workspace-parts">
      {notice.dialog}
      {asked?.joined && (
        <LetInDialog
          model={model}
          pair={asked}
          joined={asked.joined}
          onLetIn={() => void letIn(asked)}
          onClose={() => {
            asks.value = null;
          }}
        />
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <NextSteps model={model} onPeople={onPeople} onImport={onImport} onChart={onChart} />
      {place.planning !== null && (
        <section class="card stack-tight" aria-label={texts.tabs.planning}>
          <p>{say.planning[place.planning]}</p>
          <div>
            <a class={`button${place.planning === "turn" ? " button-primary" : ""}`} href="/planner">
              {say.toPlanner}
            </a>
          </div>
        </section>
      )}
      <p class="meta">
        {say.rhythm} <a href="/settings/rhythm">{say.rhythmLink}</a>
      </p>
      <section class="stack-tight" aria-labelledby="above-heading">
        <h2 id="above-heading">{say.above}</h2>
        {place.manager === null ? (
          <p class="meta">{say.managerNone}</p>
        ) : (
          <ul class="pairs">
            {row(place.manager, { relation: "report", iAm: "below" })}
            {place.skipLevel !== null && row(place.skipLevel, { relation: "skip_level", iAm: "below" })}
          </ul>
        )}
      </section>
      <section class="stack-tight" aria-labelledby="reports-heading">
        <div class="section-line">
          <h2 id="reports-heading">{say.reports}</h2>
          {missing.length > 1 && (
            <Button small disabled={isBeginning.value} onClick={() => void beginAll()}>
              {say.beginAll(missing.length)}
            </Button>
          )}
        </div>
        {place.reports.length === 0 ? (
          <p class="meta">{say.reportsNone}</p>
        ) : (
          <ul class="pairs">{byName(place.reports).map((person) => row(person, REPORT))}</ul>
        )}
      </section>
      {place.skipReports.length > 0 && (
        <section class="stack-tight" aria-labelledby="skip-heading">
          <h2 id="skip-heading">{say.skipReports}</h2>
          <p class="meta">
            <a href="/settings/skip-levels">{say.skipRotation}</a>
          </p>
          <ul class="pairs">
            {byName(place.skipReports).map((person) => row(person, { relation: "skip_level", iAm: "above" }))}
          </ul>
        </section>
      )}
      <section class="stack-tight" aria-labelledby="others-heading">
        <h2 id="others-heading">{say.others}</h2>
        {others.length === 0 ? (
          <div class="row">
            <p class="meta grow">{say.empty}</p>
            <Button small onClick={onPeople}>
              {say.toPeople}
            </Button>
          </div>
        ) : (
          <ul class="pairs">
            {others.map((pair) => (
              <PersonRow
                key={pair.pair}
                model={model}
                person={pair.person}
                standing={pair}
                pair={pair}
                disabled={isBeginning.value}
                onBegin={() => undefined}
                onLetIn={() => {
                  asks.value = pair;
                }}
              />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

const REPORT: Standing = { relation: "report", iAm: "above" };

function isFrozen({ frozenAt }: MyWorkspacePair): boolean {
  return frozenAt !== null && frozenAt <= now.value.toString();
}

type PersonRowProps = {
  model: WorkspaceModel;
  person: string;
  standing: Standing;
  pair: MyWorkspacePair | null;
  disabled: boolean;
  onBegin: () => void;
  onLetIn: () => void;
};

function PersonRow({ model, person, standing, pair, disabled, onBegin, onLetIn }: PersonRowProps) {
  const name = model.nameOf(person);
  const joined = model.byId.value.get(person)?.joined ?? true;
  const told = [say.relations[standing.relation][standing.iAm]];
  if (!joined) told.push(say.notJoined);
  const outside = pair === null ? model.outsideWith(person) : null;
  if (outside !== null) told.push(say.outside);
  const page = pair?.pair ?? outside;
  if (pair?.frozenAt) {
    const day = sayDate(pair.frozenAt.slice(0, 10), model.people.value.today, "short");
    told.push(isFrozen(pair) ? say.frozen(day) : say.willFreeze(day));
  }
  return (
    <li class="pair" data-person={person}>
      <Avatar name={name} isMe={false} />
      <div class="grow">
        <p class="pair-name">{name}</p>
        <p class="meta">{told.join(" · ")}</p>
        {pair?.waitsForMe && <p class="meta">{say.letInWhy(name)}</p>}
      </div>
      {pair?.waitsForMe && (
        <Button small look="primary" aria-label={say.letInOf(name)} onClick={onLetIn}>
          {say.letIn}
        </Button>
      )}
      {page !== null ? (
        <a class="button button-small" href={`/p/${page}`} aria-label={say.openPageOf(name)}>
          {say.openPage}
        </a>
      ) : (
        <Button small disabled={disabled} aria-label={say.beginOf(name)} onClick={onBegin}>
          {say.begin}
        </Button>
      )}
    </li>
  );
}
