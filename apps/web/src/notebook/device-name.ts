export const MAX_DEVICE_NAME_LENGTH = 60; // letters

/** A name that none of the others has: two browsers of one kind would look alike else. */
export function distinctName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let count = 2; taken.includes(name); count += 1) name = `${wanted} (${count})`;
  return name;
}
