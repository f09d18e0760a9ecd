/** A peer's value if it is a whole number in the range, both ends included, else the fallback. */
export function wholeBetween(value: unknown, least: number, most: number, fallback: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : fallback;
}
