import type { PairNote } from "../notebook/note.ts";
import type { BoardEntry, readBoard } from "../theme/board.ts";
import type { CountedTheme, countThemes } from "../theme/count-themes.ts";
import type { Theme } from "../theme/theme.ts";

/** What its author typed about one thing that hurts in one department; it stands in their notebook alone. */
export type DepartmentLine = {
  department: string;
  /** `theme:` and the id of a theme of the notebook, or `own:` and what it is about */
  subject: string;
  wording: string;
  doing: string;
  tellsFew: boolean;
  /** typed, for what no note has; a number, never who */
  people: number | null;
  /** its author took it off, though notes may have it */
  isOff: boolean;
};

export type DepartmentEntry = BoardEntry & {
  department: string;
  subject: string;
  tellsFew: boolean;
  /** how many the notes have; 0: the typed number counts */
  counted: number;
  typed: number | null;
};

export type DepartmentBoard = { department: string; entries: DepartmentEntry[] }[];

const THEME = "theme:";
const OWN = "own:";

export function subjectOfTheme(id: string): string {
  return THEME + id;
}

export function ownSubject(title: string): string {
  return OWN + title.trim();
}

/** The rules of the all-hands board. Handed in: they come with the themes, which are read when a notebook is open. */
export type BoardRules = { countThemes: typeof countThemes; readBoard: typeof readBoard };

type BoardFacts = {
  themes: readonly Theme[];
  notes: readonly PairNote[];
  lines: readonly DepartmentLine[];
  /** the department of the other of a skip-level pair; null: the pair is none, or nobody knows */
  departmentOf: (pair: string) => string | null;
  personOf: (pair: string) => string;
  dayOf: (instant: string) => string | null;
  today: string;
  /** of everybody who must not be named */
  names: readonly string[];
};

/**
 * What hurts in each department, in the author's own words and with a number of people, by the rules of the all-hands
 * board: never who, nothing of a note, and what fewer than three raised stays out unless its author says otherwise.
 *
 * @returns departments by name, those without one last; the lines that most people raised first.
 */
export function readDepartmentBoard(facts: BoardFacts, rules: BoardRules): DepartmentBoard {
  const { notes, lines, departmentOf } = facts;
  const byDepartment = new Map<string, PairNote[]>();
  for (const note of notes) {
    const department = departmentOf(note.pair);
    if (department !== null) byDepartment.set(department, [...(byDepartment.get(department) ?? []), note]);
  }
  const departments = new Set([...byDepartment.keys(), ...lines.map(({ department }) => department)]);
  return [...departments]
    .sort((one, other) => Number(one === "") - Number(other === "") || (one < other ? -1 : 1))
    .map((department) => ({
      department,
      entries: entriesOf(department, byDepartment.get(department) ?? [], facts, rules),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function entriesOf(
  department: string,
  notes: readonly PairNote[],
  facts: BoardFacts,
  rules: BoardRules,
): DepartmentEntry[] {
  const { themes, today, dayOf, personOf, names } = facts;
  const counted = rules.countThemes(themes, notes, { today, dayOf, personOf });
  const lines = new Map(
    facts.lines.filter((line) => line.department === department).map((line) => [line.subject, line]),
  );
  const raised = counted.filter(({ people }) => people.length > 0).map(({ theme }) => subjectOfTheme(theme.id));
  return [...new Set([...raised, ...lines.keys()])]
    .flatMap((subject): DepartmentEntry[] => {
      const line = lines.get(subject) ?? null;
      const found = subject.startsWith(THEME)
        ? counted.find(({ theme }) => subjectOfTheme(theme.id) === subject)
        : null;
      if (line?.isOff || found === undefined) return []; // a theme that is archived, merged or gone
      const people = found?.people.length ?? 0;
      const typed = line?.people ?? null;
      const [entry] = rules.readBoard([worded(subject, found, line, people > 0 ? people : (typed ?? 0))], { names });
      return entry
        ? [{ ...entry, department, subject, tellsFew: line?.tellsFew ?? false, counted: people, typed }]
        : [];
    })
    .sort((one, other) => other.people - one.people || (one.name < other.name ? -1 : 1));
}

/** The theme as this department's line words it: what is said of it to everybody is another text. */
function worded(
  subject: string,
  found: CountedTheme | null,
  line: DepartmentLine | null,
  people: number,
): CountedTheme {
  const words = { wording: line?.wording ?? "", doing: line?.doing ?? "", tellsFew: line?.tellsFew ?? false };
  const none = { mergedInto: null, archivedAt: null, madeAt: "", answer: null, said: [] };
  const theme = found?.theme ?? { id: subject, name: subject.slice(OWN.length), ...none };
  return {
    theme: { ...theme, ...words, answer: null },
    // A number is all that is known, and all that is told.
    people: Array.from({ length: people }, () => ""),
    notes: found?.notes ?? [],
    merged: [],
    trend: found?.trend ?? { type: "quiet", recent: 0, before: 0, weeks: [] },
  };
}
