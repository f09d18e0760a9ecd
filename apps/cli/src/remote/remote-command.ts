export const EXPORT_FORMATS = ["markdown", "json", "html", "pdf", "docx", "ics"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const IMPORT_KINDS = ["docx", "html", "markdown", "csv", "notion", "json"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

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
  /** `with` null: all pages; `to` null: where one is */
  | { command: "export"; with: string | null; format: ExportFormat; to: string | null; json: boolean }
  | {
      command: "import";
      /** "-": standard input; null: none, but those of before are told or taken back */
      file: string | null;
      with: string;
      /** what the file is; null: as it looks */
      as: ImportKind | null;
      /** of an export of everything, by the name that it has there; null: the one with the same person */
      page: string | null;
      yes: boolean;
      /** the id of an import to take back */
      undo: string | null;
      dates: "day-first" | "month-first" | null;
      /** names in the file that are one's own, and the other's */
      me: readonly string[];
      them: readonly string[];
      notDates: readonly string[];
      /** such as date=Meeting date */
      columns: readonly string[];
      /** whether the two of an exported page sit the other way round here */
      swap: boolean;
      replaceWelcome: boolean;
      json: boolean;
    }
  | { command: "mcp" }
  | { command: "completions"; shell: "bash" | "zsh" | "fish" };
