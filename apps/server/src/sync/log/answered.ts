import { isUnavailable } from "../../database/database-error.ts";
import { StorageUnavailable } from "../page-log.ts";

/** @throws {StorageUnavailable} where the database does not answer, so that whoever asked can say so. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isUnavailable(error)) throw new StorageUnavailable("The database does not answer.", { cause: error });
    throw error;
  }
}
