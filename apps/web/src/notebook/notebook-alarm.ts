export type RefusedWhy = "too_large" | "not_taken";

/** What is not as it should be, and what a person can do about it. */
export type NotebookAlarm =
  /** the server has less than this device; `restored`: a backup was restored there */
  | { type: "older"; restored: boolean }
  /** something that `device` wrote, which may be this one, does not come; null: nobody knows who wrote it */
  | { type: "missing"; device: string | null }
  | { type: "changed"; device: string | null }
  /** it sends records without end */
  | { type: "endless" }
  /** one that was taken off went on writing */
  | { type: "removed_wrote"; device: string }
  | { type: "torn" }
  /** this device, or the server, has no room */
  | { type: "full" }
  | { type: "server_full" }
  /** what was written to a document, and why the server takes none of it, however often it is sent */
  | { type: "refused"; doc: string; why: RefusedWhy }
  /** the manifest has no room for another key */
  | { type: "keys_full" }
  | { type: "removed" }
  /** the server shows keys that no device of this notebook made; the copy that is here is used */
  | { type: "forged" }
  /** what the server shows does not open by the way that opened the copy that is here */
  | { type: "other_ways" }
  /** the server says that a backup was restored, and its keys do not follow on those that this device knew */
  | { type: "restored" }
  /** the server has no such notebook of this person */
  | { type: "gone" }
  | { type: "signed_out" }
  /** another browser writes under this one's name */
  | { type: "copied" };
