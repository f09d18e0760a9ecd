import { chartOf, managerOn } from "@candor/core/chart/chart.ts";
import { isDay } from "@candor/core/chart/manager-edge.ts";
import type { ManagerChange, WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { peopleChoices } from "./person-form.tsx";
import { texts } from "./texts.ts";
import { obstacle, type WorkspaceModel } from "./workspace-model.ts";

const say = texts.person;

type PersonManagerProps = { model: WorkspaceModel; person: WorkspacePerson };

/** Who manages somebody and since when; for whoever keeps the chart also how that changes, and what it would mean. */
export function PersonManager({ model, person }: PersonManagerProps) {
  const { edges, today } = model.people.value;
  const own = edges.filter(({ report }) => report === person.id);
  const current = managerOn(chartOf(edges), person.id, today);
  const day = (text: string) => sayDate(text, today, "short");
  return (
    <section class="stack-tight" aria-labelledby="manager-heading">
      <h3 id="manager-heading">{say.managerTitle}</h3>
      {own.length === 0 ? (
        <p class="meta">{say.none}</p>
      ) : (
        <ul class="plain-list">
          {own.map(({ id, manager, since, until }) => (
            <li key={id} class={manager === current && until === null ? undefined : "meta"}>
              {say.edge(model.nameOf(manager), day(since), until === null ? null : day(until))}
            </li>
          ))}
        </ul>
      )}
      {model.manages && <ChangeManager model={model} person={person} current={current} />}
    </section>
  );
}

function ChangeManager({ model, person, current }: PersonManagerProps & { current: string | null }) {
  const { today } = model.people.value;
  const isOpen = useSignal(false);
  const manager = useSignal(current ?? "");
  const from = useSignal(today);
  const answer = useSignal<ManagerChange | null>(null);
  const problem = useSignal<string | null>(null);
  const wanted = () => ({ manager: manager.peek() === "" ? null : manager.peek(), from: from.peek() });
  const ask = async (preview: boolean) => {
    const result = await model.client.setManager(person.id, { ...wanted(), preview });
    problem.value = obstacle(result);
    return result.type === "ok" ? result.value : null;
  };
  // Each choice says at once what it would mean.
  useEffect(() => {
    answer.value = null;
    if (!isOpen.value || !isDay(from.value) || (manager.value === (current ?? "") && from.value === today)) return;
    let isStale = false;
    void ask(true).then((told) => {
      if (!isStale) answer.value = told;
    });
    return () => {
      isStale = true;
    };
  }, [isOpen.value, manager.value, from.value]);
  const set = async () => {
    const told = await ask(false);
    if (told?.type !== "changed") {
      answer.value = told;
      return;
    }
    const { manager: to } = wanted();
    isOpen.value = false;
    await model.refresh();
    showToast(to === null ? say.setNobody(person.name) : say.set_done(person.name, model.nameOf(to)));
  };
  if (!isOpen.value) {
    return (
      <div>
        <Button
          onClick={() => {
            isOpen.value = true;
          }}
        >
          {say.change}
        </Button>
      </div>
    );
  }
  return (
    <form
      class="stack-tight card"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <div class="person-fields">
        <SelectField
          label={say.newManager}
          value={manager.value}
          choices={[{ value: "", label: say.noManager }, ...peopleChoices(model, person.id)]}
          onValue={(value) => {
            manager.value = value;
          }}
        />
        <TextField
          type="date"
          label={say.from}
          value={from.value}
          required
          onValue={(value) => {
            from.value = value;
          }}
        />
      </div>
      <div role="status" class="stack-tight">
        {answer.value && <Meaning model={model} answer={answer.value} />}
      </div>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button type="submit" look="primary" disabled={answer.value?.type !== "changed"}>
          {say.set}
        </Button>
      </div>
    </form>
  );
}

/** What a change of the chart would mean, in sentences; pages that nobody else may know of are spoken of as possible. */
function Meaning({ model, answer }: { model: WorkspaceModel; answer: ManagerChange }) {
  const { today } = model.people.value;
  const day = (text: string) => (text === today ? "today" : sayDate(text, today, "short"));
  if (answer.type === "unchanged") return <p class="meta">{say.unchanged}</p>;
  if (answer.type === "self") return <p class="problem">{say.self}</p>;
  if (answer.type === "cycle") {
    const path = answer.path.map((id) => model.nameOf(id)).join(" → ");
    return <p class="problem">{say.cycle(path, day(answer.day))}</p>;
  }
  const hadOne = (person: string) => model.people.value.edges.some(({ report }) => report === person);
  return (
    <ul class="plain-list">
      {answer.consequences.map(({ type, manager, report, from }) => (
        <li key={`${type}${manager}${report}`}>
          {say[type](model.nameOf(manager), model.nameOf(report), day(from), !hadOne(report))}
        </li>
      ))}
      {answer.consequences.length === 0 && <li>{say.nothing}</li>}
      {answer.planned && <li>{say.planned(model.nameOf(answer.planned.manager), day(answer.planned.since))}</li>}
    </ul>
  );
}
