import type { SourceDocument } from "@candor/document/source/source-document.ts";
import type { SourceFaultReason } from "@candor/document/source/source-fault.ts";

export type ReadFileQuestion = { name: string; bytes: ArrayBuffer; page: string | null };
export type ReadFileAnswer =
  | { type: "read"; source: SourceDocument }
  | { type: "failed"; why: SourceFaultReason | "no_reader"; count?: number };
