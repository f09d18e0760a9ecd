import { type Cycle, chartOf, cycleThrough } from "../chart/chart.ts";
import { type Day, holdsOn, laterDay, type ManagerEdge } from "../chart/manager-edge.ts";
import type { ChartChange } from "../chart/set-manager.ts";
import type { Managers } from "./find-people.ts";
import { type Draft, plain } from "./planned-row.ts";

type Wish = { draft: Draft; change: ChartChange; begins: ManagerEdge };

/**
 * What the rows of a file change of the chart. All edges that they end are ended first, so that two who swap places are
 * no way round; then each row's edge begins, in the order of the file, and the row that would close a way round is told
 * so and changes nothing. Should what it would have ended then close one, the latest row on it steps back as well.
 */
export function planChart(
  drafts: readonly Draft[],
  managers: Managers,
  world: { edges: readonly ManagerEdge[]; nameOf: (id: string) => string; today: Day; newId: () => string },
): ChartChange[] {
  const chart = chartOf(world.edges);
  const wishes: Wish[] = [];
  for (const draft of drafts) {
    const manager = managerOf(draft, managers);
    if (manager === null || draft.person === null) continue;
    const own = chart.get(draft.person) ?? [];
    const change = changeOf(own, { report: draft.person, manager, from: draft.wanted.since }, world);
    if (change?.begins) wishes.push({ draft, change, begins: change.begins });
  }
  for (const { begins, change } of wishes) chart.set(begins.report, without(chart.get(begins.report) ?? [], change));
  const firstDay = wishes.map(({ begins }) => begins.since).sort()[0] ?? world.today;
  const isLater = ({ until }: ManagerEdge) => until === null || until > firstDay;
  const managing = new Set([...chart.values()].flatMap((own) => own.filter(isLater).map(({ manager }) => manager)));
  const begun = new Map<string, Wish>();
  const plan: Plan = { chart, begun, managing, firstDay, nameOf: world.nameOf };
  for (const wish of wishes) {
    // Nobody comes back to whom nobody reports: in a file that begins at the top that is everybody.
    const cycle = managing.has(wish.begins.report) ? cycleThrough(chart, wish.begins) : null;
    if (cycle === null) {
      managing.add(wish.begins.manager);
      chart.set(wish.begins.report, [...(chart.get(wish.begins.report) ?? []), wish.begins]);
      begun.set(wish.begins.report, wish);
    } else stepBack(plan, wish, cycle);
  }
  for (const { draft, begins } of begun.values()) {
    draft.manager = { id: begins.manager, name: world.nameOf(begins.manager), since: begins.since };
    if (draft.verdict === "same") draft.verdict = "change";
  }
  return [...begun.values()].map(({ change }) => change);
}

/** Somebody manages them from a day on, today included; only what is planned for later stays. Null: nothing changes. */
function changeOf(
  own: readonly ManagerEdge[],
  { report, manager, from }: { report: string; manager: string; from: Day },
  { today, newId }: { today: Day; newId: () => string },
): ChartChange | null {
  const decisive = from < today ? today : from;
  if (own.some((edge) => edge.manager === manager && holdsOn(edge, decisive))) return null;
  const covering = own.find((edge) => holdsOn(edge, from));
  const overtaken = own.filter(({ since }) => since > from && since <= today);
  const later = own.filter(({ since }) => since > decisive).sort((one, other) => (one.since < other.since ? -1 : 1));
  const goesOn = covering?.manager === manager;
  const removes = [...overtaken, ...(covering && (goesOn || covering.since === from) ? [covering] : [])];
  const ends = covering && !removes.includes(covering) ? [{ before: covering, until: from }] : [];
  const [next = null] = later;
  const since = covering && goesOn ? covering.since : from;
  const begins = { id: newId(), report, manager, since, until: next?.since ?? null };
  return { begins, ends, removes, staysPlanned: next };
}

function without(own: readonly ManagerEdge[], { ends, removes }: ChartChange): ManagerEdge[] {
  const gone = new Set(removes.map(({ id }) => id));
  const until = new Map(ends.map((end) => [end.before.id, end.until]));
  return own.filter(({ id }) => !gone.has(id)).map((edge) => ({ ...edge, until: until.get(edge.id) ?? edge.until }));
}

type Plan = {
  chart: Map<string, ManagerEdge[]>;
  begun: Map<string, Wish>;
  /** to whom somebody reports on a day on which the file begins anything, or may */
  managing: Set<string>;
  /** from which on a row of the file begins anything */
  firstDay: Day;
  nameOf: (id: string) => string;
};

/** Takes a wish back, and then, one at a time, those which the edges that it brings back do not go with. */
function stepBack({ chart, begun, managing, firstDay, nameOf }: Plan, wish: Wish, cycle: Cycle): void {
  const going: [Wish, Cycle][] = [[wish, cycle]];
  for (let next = going.pop(); next; next = going.pop()) {
    const [{ draft, begins, change }, why] = next;
    begun.delete(begins.report);
    draft.notes.push({ why: "manager_cycle", path: why.path.map(nameOf), day: why.day });
    const ended = new Set([begins.id, ...change.ends.map(({ before }) => before.id)]);
    const rest = (chart.get(begins.report) ?? []).filter(({ id }) => !ended.has(id));
    const back = [...change.ends.map(({ before }) => before), ...change.removes];
    chart.set(begins.report, [...rest, ...back]);
    for (const { manager } of back) managing.add(manager);
    if (begun.size === 0) continue;
    for (const { since, ...edge } of back) {
      const shared = { ...edge, since: laterDay(since, firstDay) };
      // The chart was sound before the file: a way round that an edge of it closes leads over a row that has begun. On
      // earlier days, and where none has, there is none; looking for one would climb a deep chart again for each row.
      for (let round = cycleThrough(chart, shared); round; round = cycleThrough(chart, shared)) {
        const latest = round.path.flatMap((id) => begun.get(id) ?? []).at(-1);
        if (!latest) break;
        begun.delete(latest.begins.report);
        const others = (chart.get(latest.begins.report) ?? []).filter(({ id }) => id !== latest.begins.id);
        chart.set(latest.begins.report, others);
        going.push([latest, round]);
      }
    }
  }
}

/** @returns the id of whom a row names as manager; null: nobody, or nobody who can be, which the row is told. */
function managerOf(draft: Draft, managers: Managers): string | null {
  const { cells } = draft.row;
  const asked: [string, "email" | "externalId" | "any"][] = [
    [plain(cells.manager_id), "externalId"],
    [plain(cells.manager_email), "email"],
    [plain(cells.manager), "any"],
  ];
  const [text, by] = asked.find(([cell]) => cell !== "") ?? ["", "any"];
  if (text === "" || draft.person === null) return null;
  const found = managers.find(text, by);
  if (found === "unknown") draft.notes.push({ why: "manager_unknown", text });
  else if (found === "ambiguous") draft.notes.push({ why: "manager_ambiguous", text });
  else if ("leftOut" in found) draft.notes.push({ why: "manager_left_out", text, line: found.leftOut });
  else if (found.id === draft.person) draft.notes.push({ why: "manager_self" });
  else return found.id;
  return null;
}
