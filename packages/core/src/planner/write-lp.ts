import type { PlanModel } from "./plan-model.ts";

const TERMS_A_LINE = 8; // some readers take no more than 255 characters

/** A model in the text format that solvers read (CPLEX LP), columns named x0, x1 and so on. */
export function writeLp({ cost, lower, upper, isWhole, rows }: PlanModel): string {
  const constraints = rows.flatMap(({ lower, upper, columns, values }, at) => {
    const sum = terms(columns.map((column, of) => [values[of] ?? 0, column] as const));
    if (lower === upper) return [` r${at}: ${sum} = ${lower}`];
    return [
      ...(Number.isFinite(upper) ? [` u${at}: ${sum} <= ${upper}`] : []),
      ...(Number.isFinite(lower) ? [` l${at}: ${sum} >= ${lower}`] : []),
    ];
  });
  const bounds = cost.map((_, at) => ` ${lower[at] ?? 0} <= x${at} <= ${upper[at] ?? 1}`);
  const whole = isWhole.flatMap((is, at) => (is ? [` x${at}`] : []));
  return [
    "Minimize",
    ` cost: ${terms(cost.map((price, column) => [price, column] as const))}`,
    "Subject To",
    ...constraints,
    "Bounds",
    ...bounds,
    "Generals",
    ...whole,
    "End",
    "",
  ].join("\n");
}

function terms(list: readonly (readonly [number, number])[]): string {
  return list
    .filter(([value]) => value !== 0)
    .map(([value, column], at) => {
      const line = at > 0 && at % TERMS_A_LINE === 0 ? "\n  " : "";
      return `${line}${value < 0 ? "-" : "+"} ${Math.abs(value)} x${column}`;
    })
    .join(" ");
}
