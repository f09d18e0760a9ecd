export const MAX_WORK_ITEMS = 10; // more is a report, and a 1:1 is none

/** An address that somebody else's server gave, as far as it lies where it was asked for. */
export function isWorkAddress(address: string, origin: string): boolean {
  return address.length <= 2_000 && address.startsWith(`${origin}/`) && !/[\s\\<>"]/.test(address);
}
