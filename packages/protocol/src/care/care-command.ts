/** What `candor` asks of the server's own care programs, which know the database: one command a run, as JSON. */
export type CareCommand =
  /** `to`: the folder in which the backup gets a folder of its own; null: `backups` in the data folder */
  | { command: "backup"; to: string | null; withSecret: boolean; json: boolean }
  /** `from`: the backup's own folder */
  | { command: "restore"; from: string; replace: boolean; signOutEverybody: boolean; json: boolean }
  | { command: "doctor"; json: boolean };
