/** How to close again each part that is open, in the order of opening. */
export type OpenParts = (() => Promise<void>)[];

/** The last first. What fails keeps nothing else from being closed. */
export async function closeAll(open: OpenParts): Promise<void> {
  const faults: unknown[] = [];
  for (const close of open.splice(0).reverse()) await close().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw new AggregateError(faults, "not everything could be closed", { cause: faults[0] });
}
