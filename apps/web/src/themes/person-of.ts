import { pairs } from "../people/my-people.ts";

/** Who the other of a pair is: the same for two pairs with one person, where a chart or the account on the other seat says so. */
export function personOf(pairId: string): string {
  return pairs.value.find(({ id }) => id === pairId)?.person ?? pairId;
}
