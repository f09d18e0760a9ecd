/** What it means that a column is 1. Those without a series follow from the others. */
export type Column =
  | { type: "option"; series: number; option: number }
  | { type: "choice"; series: number; pool: number; choice: number }
  | { type: "skip"; series: number; pool: number }
  | { type: "not_planned"; series: number }
  | { type: "settled" }
  | { type: "focus"; day: number; slot: number; slots: number }
  | { type: "opened"; day: number }
  | { type: "untouched"; day: number }
  | { type: "step"; day: number }
  | { type: "crowded"; day: number }
  | { type: "no_break"; day: number };

export type Row = { lower: number; upper: number; columns: number[]; values: number[] };

/** A mixed-integer linear program, to be made as small as possible: `cost` is the plan's, to the minute. */
export type PlanModel = {
  columns: readonly Column[];
  cost: readonly number[];
  lower: readonly number[];
  upper: readonly number[];
  isWhole: readonly boolean[];
  /** what a series does that meets on a day or two of all that are planned: it hangs on few others */
  isRare: readonly boolean[];
  rows: readonly Row[];
};

/** A column and what it counts in a row. */
export type Entry = readonly [column: number, value: number];

/** A 1:1 that is there if its column is 1. */
export type Interval = { column: number; minute: number; ends: number; series: number };

export type ModelDraft = ReturnType<typeof createModel>;

export function createModel() {
  const columns: Column[] = [];
  const [cost, lower, upper]: [number[], number[], number[]] = [[], [], []];
  const isWhole: boolean[] = [];
  const isRare: boolean[] = [];
  const rows: Row[] = [];
  return {
    add(column: Column, price: number, { from = 0, to = 1, whole = true, rare = false } = {}): number {
      columns.push(column);
      cost.push(price);
      lower.push(from);
      upper.push(to);
      isWhole.push(whole);
      isRare.push(rare);
      return columns.length - 1;
    },
    row(low: number, high: number, entries: readonly Entry[]): void {
      const values = new Map<number, number>();
      for (const [column, value] of entries) values.set(column, (values.get(column) ?? 0) + value);
      rows.push({ lower: low, upper: high, columns: [...values.keys()], values: [...values.values()] });
    },
    model: (): PlanModel => ({ columns, cost, lower, upper, isWhole, isRare, rows }),
  };
}

export function bySeries(held: readonly Interval[]): Interval[][] {
  const groups = new Map<number, Interval[]>();
  for (const each of held) groups.set(each.series, [...(groups.get(each.series) ?? []), each]);
  return [...groups.values()].filter((each) => each.length > 1);
}
