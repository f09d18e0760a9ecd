/** A manager's turn as it is kept. */
export type RoundTurn = {
  manager: string;
  /** those directly above who have a turn as well */
  above: readonly string[];
  /** planned, left as it is, or gone on without: those below take it as given */
  isSettled: boolean;
};

export type TurnStanding = {
  manager: string;
  state: "settled" | "turn" | "waits";
  /** everybody above whose turn is not settled, the nearest first; whoever waits, waits for all of them */
  waitsFor: readonly string[];
};

/** Who has planned, whose turn it is, and who waits for whom. It says nothing of what anybody planned. */
export function roundStanding(turns: readonly RoundTurn[]): TurnStanding[] {
  const byManager = new Map(turns.map((turn) => [turn.manager, turn]));
  return turns.map((turn) => {
    if (turn.isSettled) return { manager: turn.manager, state: "settled", waitsFor: [] };
    const waitsFor = everybodyAbove(turn, byManager).filter(({ isSettled }) => !isSettled);
    return {
      manager: turn.manager,
      state: waitsFor.length > 0 ? "waits" : "turn",
      waitsFor: waitsFor.map(({ manager }) => manager),
    };
  });
}

/** The nearest first; also those over somebody who is settled, for their skip-levels reach further down. */
function everybodyAbove(turn: RoundTurn, byManager: ReadonlyMap<string, RoundTurn>): RoundTurn[] {
  const seen = new Set([turn.manager]);
  const found: RoundTurn[] = [];
  let level: readonly RoundTurn[] = [turn];
  while (level.length > 0) {
    const next = level
      .flatMap(({ above }) => above)
      .flatMap((manager) => byManager.get(manager) ?? [])
      .filter(({ manager }) => !seen.has(manager) && seen.add(manager));
    found.push(...next);
    level = next;
  }
  return found;
}
