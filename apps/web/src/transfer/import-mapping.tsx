import { isMemberId, type MemberId, otherMember } from "@candor/core/person/member.ts";
import { TABLE_FIELDS } from "@candor/document/source/map-table.ts";
import {
  firstMapping,
  type Mapping,
  type PageNames,
  questionsOf,
  type ReadSource,
} from "@candor/document/source/plan-import.ts";
import { useId, useMemo } from "preact/hooks";
import { SelectField } from "../ui/select-field.tsx";
import { importTexts as texts } from "./import-texts.ts";

type MappingProps = {
  source: ReadSource;
  names: PageNames;
  me: MemberId;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
};

/** What a file means, as far as it does not say itself; the likeliest answers are there already. */
export function ImportMapping(props: MappingProps) {
  const { source, names, mapping } = props;
  const questions = useMemo(() => questionsOf(source, names, mapping.columns), [source, mapping.columns]);
  return (
    <>
      {source.kind === "table" && <Columns {...props} header={source.header} />}
      {source.kind === "page" && <Seats {...props} file={source.file} />}
      {questions.order === "either" && <Order {...props} />}
      {questions.people.length > 0 && <People {...props} people={questions.people} />}
      {source.kind === "text" && <Dates {...props} dates={questions.dates} />}
    </>
  );
}

function Order({ mapping, onMapping }: MappingProps) {
  const name = useId();
  return (
    <fieldset class="import-question">
      <legend>{texts.order.legend}</legend>
      {(["day_month", "month_day"] as const).map((order) => (
        <label key={order} class="check">
          <input
            type="radio"
            name={name}
            checked={mapping.order === order}
            onChange={() => onMapping({ ...mapping, order })}
          />
          {texts.order[order]}
        </label>
      ))}
    </fieldset>
  );
}

function People({
  names,
  me,
  mapping,
  onMapping,
  people,
}: MappingProps & { people: readonly { name: string; count: number }[] }) {
  const other = otherMember(me);
  const choices = [
    { value: me, label: texts.people.you(names[me]) },
    { value: other, label: names[other] || texts.people.other },
    { value: "nobody", label: texts.people.nobody },
  ];
  return (
    <fieldset class="import-question">
      <legend>{texts.people.legend}</legend>
      <p class="meta">{texts.people.hint}</p>
      <div class="import-fields">
        {people.map(({ name, count }) => (
          <SelectField
            key={name}
            label={texts.people.named(name, count)}
            value={mapping.people[name] ?? "nobody"}
            choices={choices}
            onValue={(value) =>
              onMapping({ ...mapping, people: { ...mapping.people, [name]: isMemberId(value) ? value : null } })
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function Dates({ mapping, onMapping, dates }: MappingProps & { dates: readonly string[] }) {
  if (dates.length === 0) return <p>{texts.dates.none}</p>;
  const toggle = (date: string, is: boolean) => {
    const notDates = new Set(mapping.notDates);
    if (is) notDates.delete(date);
    else notDates.add(date);
    onMapping({ ...mapping, notDates });
  };
  return (
    <details class="import-question">
      <summary>{texts.dates.summary(dates.length - mapping.notDates.size)}</summary>
      <p class="meta">{texts.dates.hint}</p>
      <div class="import-dates">
        {dates.map((date) => (
          <label key={date} class="check">
            <input
              type="checkbox"
              checked={!mapping.notDates.has(date)}
              onChange={(event) => toggle(date, event.currentTarget.checked)}
            />
            {date}
          </label>
        ))}
      </div>
    </details>
  );
}

function Columns({ source, names, mapping, onMapping, header }: MappingProps & { header: readonly string[] }) {
  const choices = [
    { value: "", label: texts.columns.none },
    ...header.map((cell, index) => ({ value: String(index), label: cell || texts.columns.unnamed(index + 1) })),
  ];
  const choose = (field: (typeof TABLE_FIELDS)[number], value: string) => {
    const { [field]: _before, ...others } = mapping.columns;
    const columns = value === "" ? others : { ...others, [field]: Number(value) };
    const { people, order } = firstMapping(source, names);
    const asked = questionsOf(source, names, columns);
    const guesses = Object.fromEntries(asked.people.map((each) => [each.name, each.guess]));
    const sure = asked.order === "day_month" || asked.order === "month_day" ? asked.order : null;
    onMapping({
      ...mapping,
      columns,
      people: { ...guesses, ...people, ...mapping.people },
      order: sure ?? (asked.order === "none" ? "day_month" : mapping.order === null ? order : mapping.order),
    });
  };
  return (
    <fieldset class="import-question">
      <legend>{texts.columns.legend}</legend>
      <div class="import-fields">
        {TABLE_FIELDS.map((field) => (
          <SelectField
            key={field}
            label={texts.columns[field]}
            value={mapping.columns[field] === undefined ? "" : String(mapping.columns[field])}
            choices={choices}
            onValue={(value) => choose(field, value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Seats({
  names,
  me,
  mapping,
  onMapping,
  file,
}: MappingProps & { file: { members: readonly { id: MemberId; name: string }[] } }) {
  const nameOf = (id: MemberId) => file.members.find((member) => member.id === id)?.name || texts.people.someone;
  const other = otherMember(me);
  const mine = mapping.seats.a === me ? "a" : "b";
  return (
    <SelectField
      label={texts.people.whichIsYou(names[other] || texts.people.other)}
      value={mine}
      choices={(["a", "b"] as const).map((id) => ({ value: id, label: nameOf(id) }))}
      onValue={(id) => {
        const seats = id === "a" ? { a: me, b: other } : { a: other, b: me };
        onMapping({ ...mapping, seats });
      }}
    />
  );
}
