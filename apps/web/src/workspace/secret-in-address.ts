/** What stands behind # in the address; it never leaves the browser by itself. */
export function secretInAddress(): string {
  return location.hash.slice(1);
}
