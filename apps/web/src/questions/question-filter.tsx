import { DEPTHS, OCCASIONS } from "@candor/core/question/question.ts";
import type { Signal } from "@preact/signals";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import type { QuestionFilter } from "./match-questions.ts";
import { texts } from "./texts.ts";

const say = texts.filters;
const ANY = "any";

export const NO_FILTER: QuestionFilter = { search: "", occasion: null, asks: null, depth: null };

type FilterProps = {
  filter: Signal<QuestionFilter>;
  /** what the choice of no occasion is called */
  anyOccasion: string;
  /** left out where both ask alike */
  asksLabels?: Readonly<Record<"direct" | "manager", string>>;
};

/** Narrows questions down by words, occasion, who asks and depth. */
export function QuestionFilterFields({ filter, anyOccasion, asksLabels }: FilterProps) {
  const { search, occasion, asks, depth } = filter.value;
  const set = (change: Partial<QuestionFilter>) => {
    filter.value = { ...filter.peek(), ...change };
  };
  return (
    <>
      <TextField label={say.search} value={search} autoComplete="off" onValue={(value) => set({ search: value })} />
      <SelectField
        label={say.occasion}
        value={occasion ?? ANY}
        choices={[
          { value: ANY, label: anyOccasion },
          ...OCCASIONS.map((value) => ({ value, label: texts.occasions[value] })),
        ]}
        onValue={(value) => set({ occasion: value === ANY ? null : value })}
      />
      {asksLabels && (
        <SelectField
          label={say.asks}
          value={asks ?? ANY}
          choices={[
            { value: ANY, label: say.anyAsks },
            ...(["direct", "manager"] as const).map((value) => ({ value, label: asksLabels[value] })),
          ]}
          onValue={(value) => set({ asks: value === ANY ? null : value })}
        />
      )}
      <SelectField
        label={say.depth}
        value={depth ?? ANY}
        choices={[
          { value: ANY, label: say.anyDepth },
          ...DEPTHS.map((value) => ({ value, label: texts.depths[value] })),
        ]}
        onValue={(value) => set({ depth: value === ANY ? null : value })}
      />
    </>
  );
}
