import type { PlannerSkip, PlannerSkips, PlannerView } from "@candor/protocol/http/planner.ts";
import { usePageNotice } from "../skip/skip-page-notice.tsx";
import { Button } from "../ui/button.tsx";
import type { PlannerModel } from "./planner-model.ts";
import { sayMonth } from "./say-pattern.ts";
import { plannerTexts } from "./texts.ts";

const { skips: texts } = plannerTexts;

/** Whom the chart has two levels down: whether they are planned too, and a page for whoever has none. */
export function SkipsPart({ model, view }: { model: PlannerModel; view: PlannerView }) {
  const { groups, isIncluded, isAskedFor } = view.skips;
  if (groups.length === 0) return null;
  return (
    <section class="stack-tight planner-skips" aria-labelledby="skips-heading">
      <h2 id="skips-heading">{texts.title}</h2>
      {isAskedFor ? (
        <p>{texts.asked}</p>
      ) : (
        <label class="check">
          <input
            type="checkbox"
            checked={view.settings.skips}
            onChange={(event) => void model.change({ ...view.settings, skips: event.currentTarget.checked })}
          />
          <span>{texts.include}</span>
        </label>
      )}
      {isIncluded && groups.map((group) => <Group key={group.workspace} model={model} group={group} />)}
    </section>
  );
}

function Group({ model, group }: { model: PlannerModel; group: PlannerSkips["groups"][number] }) {
  const { workspace, everyWeeks, people } = group;
  const missing = people.filter(({ page, isDue }) => page === null && isDue);
  const later = people.filter(({ isDue }) => !isDue);
  const isBusy = model.isBusy.value;
  const { before, dialog } = usePageNotice(workspace);
  const begin = (those: readonly PlannerSkip[]) =>
    void before(
      those.map(({ person }) => person),
      () => void model.beginSkips(workspace, everyWeeks, those),
    );
  return (
    <>
      {dialog}
      <p class="meta">
        {texts.rhythm(everyWeeks)} {texts.yours}
      </p>
      {missing.length === 0 ? (
        <p>{texts.all}</p>
      ) : (
        <ul class="pairs">
          {missing.map((skip) => (
            <li key={skip.person} class="pair" data-skip={skip.name}>
              <div class="grow">
                <p class="pair-name">{skip.name}</p>
                <p class="meta">{texts.missing}</p>
              </div>
              <Button small disabled={isBusy} aria-label={texts.beginOf(skip.name)} onClick={() => begin([skip])}>
                {texts.begin}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 1 && (
        <div>
          <Button disabled={isBusy} onClick={() => begin(missing)}>
            {texts.beginAll(missing.length)}
          </Button>
        </div>
      )}
      {later.length > 0 && (
        <details class="folded">
          <summary>{texts.more(later.length)}</summary>
          <ul>
            {later.map(({ person, name, month }) => (
              <li key={person}>
                {name}
                {month !== null && `: ${texts.later(sayMonth(month))}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
