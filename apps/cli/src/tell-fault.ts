import { forTerminal, jsonLine } from "./for-terminal.ts";

/**
 * Says on standard error what was not done: a sentence for people, or, where JSON was asked for, an object for programs.
 *
 * @param problem the problem's name, as the server has it; null: it has none.
 */
export function tellFault(error: string, { json, problem = null }: { json: boolean; problem?: string | null }): void {
  console.error(json ? jsonLine({ error, problem }) : forTerminal(error));
}
