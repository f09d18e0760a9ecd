import type { Database } from "../database/open-database.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import { collectImages } from "./collect-images.ts";
import type { ImageFiles } from "./image-files.ts";

const DAILY_MILLISECONDS = 86_400_000;
const FIRST_MILLISECONDS = 900_000;

/** Takes away, once a day, images that nothing shows any more. It ends with `close`, before the database does. */
export function openImageUpkeep(ports: {
  database: Pick<Database, "db" | "log">;
  images: ImageFiles;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): Job {
  const { database, images, now, report } = ports;
  const collect = async () => {
    await collectImages(database, images, now()).catch((fault: unknown) => report(fault, "collecting unused images"));
  };
  return repeatedJob(collect, { first: FIRST_MILLISECONDS, every: DAILY_MILLISECONDS });
}
