/** A time as the database gives it, in whichever form, as ISO-8601 in UTC. */
export function iso(time: string | number | Date): string {
  return new Date(time).toISOString();
}
