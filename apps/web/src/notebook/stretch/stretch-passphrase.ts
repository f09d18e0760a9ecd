import type { StretchParams } from "@candor/notebook/vault/stretch.ts";
import { scriptAddress } from "../../update/script-address.ts";
import type { StretchAnswer, StretchQuestion } from "./stretch-question.ts";
import workerAddress from "./stretch-worker.ts?worker&url";

/** Why a passphrase could not be tried; says nothing about whether it is right. */
export class StretchFault extends Error {
  override readonly name = "StretchFault";
  /** `not_here`: the code for it is not on this device and cannot be fetched now; `no_room`: memory was not to be had. */
  readonly reason: "not_here" | "no_room";

  constructor(reason: "not_here" | "no_room", cause?: unknown) {
    super(`passphrase not stretched: ${reason}`, { cause });
    this.reason = reason;
  }
}

/**
 * Argon2id in a worker, which ends with the answer: its memory has held the passphrase.
 *
 * @throws {StretchFault}
 */
export function stretchPassphrase(passphrase: string, params: StretchParams): Promise<Uint8Array<ArrayBuffer>> {
  const { memory, passes, salt } = params;
  const worker = new Worker(scriptAddress(workerAddress), { type: "module", name: "stretch" });
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<StretchAnswer>) => {
      if (data.type === "stretched") resolve(data.bytes);
      else reject(new StretchFault("no_room", data.message));
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new StretchFault("not_here", event.message));
    });
    worker.postMessage({ passphrase, memory, passes, salt } satisfies StretchQuestion);
  }).finally(() => worker.terminate());
}
