import { figure, printTable } from "../sync/print-table.ts";

export type Verdict = { what: string; measured: number; limit: number; unit: string };

/** Prints each figure beside its limit, and ends the process with 1 where one is missed. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  printTable(
    ["", "measured", "limit", ""],
    verdicts.map(({ what, measured, limit, unit }) => [
      what,
      `${figure(measured)} ${unit}`.trim(),
      limit === Number.POSITIVE_INFINITY ? "" : `≤ ${figure(limit)} ${unit}`.trim(),
      measured <= limit ? "" : "MISSED",
    ]),
  );
  if (verdicts.some(({ measured, limit }) => !(measured <= limit))) process.exitCode = 1;
}
