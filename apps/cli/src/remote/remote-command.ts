/** What somebody asks of their own pages on a Candor somewhere, by a token of theirs. */
export type RemoteCommand =
  | { command: "sign-in"; address: string; json: boolean }
  | { command: "sign-out"; json: boolean }
  | { command: "people"; json: boolean }
  | { command: "add"; text: string; to: string; agenda: boolean; notes: string | null; json: boolean }
  | { command: "agenda"; with: string | null; json: boolean }
  | { command: "actions"; with: string | null; json: boolean }
  | { command: "act"; text: string; with: string; due: string | null; theirs: boolean; json: boolean }
  | { command: "done"; action: string; with: string; json: boolean }
  | { command: "mcp" }
  | { command: "completions"; shell: "bash" | "zsh" | "fish" };
