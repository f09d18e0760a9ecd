import type { BeginWorkspacePair, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { usePageNotice } from "../skip/skip-page-notice.tsx";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { SelectField } from "../ui/select-field.tsx";
import { beginWorkspacePage } from "./begin-page.ts";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.person;

type Relation = keyof typeof say.relations;

/** My pages with somebody, and beginning one: whatever the chart says, two may meet as mentors or peers. */
export function PersonPages({ model, person }: { model: WorkspaceModel; person: WorkspacePerson }) {
  const { route } = useLocation();
  const place = model.mine.value;
  const relation = useSignal<Relation>(guess(model, person.id));
  const problem = useSignal<string | null>(null);
  const isBeginning = useSignal(false);
  const mine = place?.pairs.filter((pair) => pair.person === person.id) ?? [];
  const outside = place?.outside.filter((pair) => pair.person === person.id) ?? [];
  const hasOutside = model.outsideWith(person.id) !== null;
  const notice = usePageNotice(model.workspace.value?.id ?? "");
  const begin = async () => {
    if (isBeginning.peek()) return;
    isBeginning.value = true;
    const [kind, iAm] = relation.peek().split(" ") as [BeginWorkspacePair["relation"], BeginWorkspacePair["iAm"]];
    const result = await beginWorkspacePage(model.client, { person: person.id, relation: kind, iAm });
    isBeginning.value = false;
    problem.value = obstacle(result);
    if (result.type === "ok") route(`/p/${result.value.id}`);
  };
  return (
    <section class="stack-tight" aria-labelledby="pages-heading">
      <h3 id="pages-heading">{say.pages}</h3>
      {mine.length + outside.length > 0 && (
        <ul class="plain-list">
          {outside.map(({ pair, frozenAt }) => (
            <li key={pair}>
              <a href={`/p/${pair}`}>{texts.mine.openPageOf(person.name)}</a>{" "}
              <span class="meta">
                {texts.mine.outside}
                {isOver(frozenAt) && ` · ${texts.mine.archived}`}
              </span>
            </li>
          ))}
          {mine.map((pair) => (
            <li key={pair.pair}>
              <a href={`/p/${pair.pair}`}>{texts.mine.openPageOf(person.name)}</a>{" "}
              <span class="meta">
                {texts.mine.relations[pair.relation][pair.iAm]}
                {isOver(pair.frozenAt) && ` · ${texts.mine.archived}`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {hasOutside && <p class="meta">{say.haveOutside(person.name)}</p>}
      {notice.dialog}
      <form
        class="workspace-tools"
        onSubmit={(event) => {
          event.preventDefault();
          if (relation.peek() === "skip_level above") void notice.before([person.id], () => void begin());
          else void begin();
        }}
      >
        <SelectField
          label={say.beginAs}
          value={relation.value}
          choices={(Object.keys(say.relations) as Relation[]).map((each) => ({
            value: each,
            label: say.relations[each](person.name),
          }))}
          onValue={(value) => {
            relation.value = value;
          }}
        />
        <div class="row workspace-buttons">
          <Button type="submit" disabled={isBeginning.value}>
            {hasOutside ? say.beginAnother : say.begin}
          </Button>
        </div>
      </form>
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}

function isOver(frozenAt: string | null): boolean {
  return frozenAt !== null && frozenAt <= now.value.toString();
}

/** What the chart says of the two of us. */
function guess(model: WorkspaceModel, person: string): Relation {
  const place = model.mine.peek();
  if (place?.reports.includes(person)) return "report above";
  if (place?.manager === person) return "report below";
  if (place?.skipReports.includes(person)) return "skip_level above";
  return place?.skipLevel === person ? "skip_level below" : "peer above";
}
