import type { NotebookParts } from "../notebook/notebook-routes.ts";
import { createRecordWaits } from "../notebook/record-waits.ts";
import type { OpenParts } from "./close-all.ts";
import type { Base } from "./open-base.ts";

const BYTES_A_MEGABYTE = 1024 * 1024;

/** What private notes need of the server beside its database. */
export function openNotebook({ config, database, meter }: Base, open: OpenParts): NotebookParts {
  const waits = createRecordWaits(database.nodes, (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  });
  open.push(async () => waits.close());
  const mostBytes = config.notebookMegabytes * BYTES_A_MEGABYTE;
  return {
    limits: { restoreEpoch: database.log.epoch, mostBytes },
    waits,
    stored: (records) => meter.notesStored(records),
  };
}
