import { chartOf, managerOn } from "@candor/core/chart/chart.ts";
import { foldText } from "@candor/core/fold-text.ts";
import type { WorkspacePerson } from "@candor/protocol/http/workspace.ts";
import { type Signal, useSignal } from "@preact/signals";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { sayDate } from "../ui/say-day.ts";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { texts } from "./texts.ts";
import type { OpenedPerson, WorkspaceModel } from "./workspace-model.ts";

const say = texts.people;
const ROWS_AT_ONCE = 100; // more at once take long to draw, and nobody reads them

type Filter = keyof typeof say.filters;

type PeopleViewProps = { model: WorkspaceModel; opened: Signal<OpenedPerson>; onImport: () => void };

/** Everybody of the workspace, to search and to open. */
export function PeopleView({ model, opened, onImport }: PeopleViewProps) {
  const text = useSignal("");
  const filter = useSignal<Filter>("all");
  const most = useSignal(ROWS_AT_ONCE);
  const { people, edges, today } = model.people.value;
  const chart = chartOf(edges);
  const managerOf = (person: string) => managerOn(chart, person, today);
  const fits = (person: WorkspacePerson) => fitsFilter(person, filter.value, managerOf(person.id));
  const words = foldText(text.value).split(/\s+/).filter(Boolean);
  const found = people.filter((person) => fits(person) && words.every((word) => haystack(person).includes(word)));
  const filters = (Object.keys(say.filters) as Filter[]).filter((each) => each !== "left" || model.manages);
  const reset = () => {
    most.value = ROWS_AT_ONCE;
  };
  return (
    <div class="stack">
      <div class="workspace-tools">
        <TextField
          label={say.search}
          value={text.value}
          autoComplete="off"
          onValue={(value) => {
            text.value = value;
            reset();
          }}
        />
        <SelectField
          label={say.show}
          value={filter.value}
          choices={filters.map((each) => ({ value: each, label: say.filters[each] }))}
          onValue={(value) => {
            filter.value = value;
            reset();
          }}
        />
        {model.manages && (
          <div class="row workspace-buttons">
            <Button
              look="primary"
              onClick={() => {
                opened.value = "new";
              }}
            >
              {say.add}
            </Button>
            <Button onClick={onImport}>{say.import}</Button>
          </div>
        )}
      </div>
      <p class="meta" role="status">
        {say.found(found.length, model.present.value.length)}
      </p>
      {found.length === 0 && <p>{people.length === 0 ? say.alone : say.none}</p>}
      <ul class="pairs">
        {found.slice(0, most.value).map((person) => (
          <li key={person.id} class="pair" data-person={person.id}>
            <Avatar name={person.name} isMe={person.id === model.me} />
            <button
              type="button"
              class="person-open grow"
              onClick={() => {
                opened.value = person.id;
              }}
            >
              <span class="pair-name">{person.name}</span>
              <span class="meta">{describe(model, person, managerOf(person.id), today)}</span>
            </button>
            {person.role !== "member" && <span class="chip">{texts.roles[person.role]}</span>}
            {!person.joined && (person.leftAt ?? null) === null && <span class="chip">{say.notJoined}</span>}
          </li>
        ))}
      </ul>
      {found.length > most.value && (
        <div>
          <Button
            onClick={() => {
              most.value += ROWS_AT_ONCE;
            }}
          >
            {say.more(Math.min(ROWS_AT_ONCE, found.length - most.value))}
          </Button>
        </div>
      )}
    </div>
  );
}

function fitsFilter(person: WorkspacePerson, filter: Filter, manager: string | null): boolean {
  const hasLeft = (person.leftAt ?? null) !== null;
  if (filter === "left") return hasLeft;
  if (hasLeft) return false;
  if (filter === "not_joined") return !person.joined;
  if (filter === "no_manager") return manager === null;
  return filter === "all" || person.role !== "member";
}

function haystack({ name, title, department, email }: WorkspacePerson): string {
  return foldText([name, title, department, email ?? ""].join(" "));
}

function describe(model: WorkspaceModel, person: WorkspacePerson, manager: string | null, today: string): string {
  const parts = [
    person.id === model.me && say.you,
    person.title,
    person.department,
    manager !== null && say.managedBy(model.nameOf(manager)),
    person.leftAt && say.left(sayDate(person.leftAt.slice(0, 10), today, "short")),
  ];
  return parts.filter(Boolean).join(" · ");
}
