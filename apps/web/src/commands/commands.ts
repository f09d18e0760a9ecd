import { computed, signal } from "@preact/signals";

/** Something a person can do by name, by key and from the palette. */
export type Command = {
  id: string;
  name: string;
  /** further words under which the palette finds it */
  keywords?: string;
  /** such as "Mod+K", "Alt+ArrowUp", "G H" or "Q"; null: has none on purpose */
  shortcut: string | null;
  /** further shortcuts that do the same */
  also?: readonly string[];
  /** whether it makes sense just now; left out: always */
  when?: () => boolean;
  /** why access refuses it just now, in a sentence; null or left out: it doesn't */
  whyNot?: () => string | null;
  run: () => void;
  /** what a press does that came before the command was there, as in the first moment after a load; left out: nothing */
  runLate?: () => void;
};

/** Every key that runs a command, the one that is shown first at the front. */
export function shortcutsOf(command: Command): string[] {
  return command.shortcut === null ? [] : [command.shortcut, ...(command.also ?? [])];
}

/** Whether it can be run just now. */
export function isOffered(command: Command): boolean {
  return (command.when?.() ?? true) && !command.whyNot?.();
}

const groups = signal<readonly (readonly Command[])[]>([]);

/** Every command that is on offer just now, in the order in which screens registered them. */
export const commands = computed(() => groups.value.flat());

/** Adds the commands of a screen while it shows. @returns takes them away again. */
export function registerCommands(group: readonly Command[]): () => void {
  groups.value = [...groups.value, group];
  return () => {
    groups.value = groups.value.filter((each) => each !== group);
  };
}
