export const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "");
}

/** "3 meetings, 12 topics and 1 action"; empty where there is none of them. */
export function things({ meetings, topics, actions }: { meetings: number; topics: number; actions: number }): string {
  return listed(
    [
      meetings > 0 && counted(meetings, "meeting", "meetings"),
      topics > 0 && counted(topics, "topic", "topics"),
      actions > 0 && counted(actions, "action", "actions"),
    ].filter((part) => part !== false),
  );
}
