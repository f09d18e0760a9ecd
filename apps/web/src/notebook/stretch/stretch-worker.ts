/// <reference lib="webworker" />
import sodium from "libsodium-wrappers-sumo";
import type { StretchAnswer, StretchQuestion } from "./stretch-question.ts";

/*
 * Argon2id, the one thing that WebCrypto lacks. It runs in a worker of its own, since the answer that brings this file
 * is the only one that allows WebAssembly, and it allows nothing else: no network, no storage, no other script.
 */
declare const self: DedicatedWorkerGlobalScope;

const OUTPUT_BYTES = 32;
const KIB = 1024; // bytes

self.addEventListener("message", ({ data }: MessageEvent<StretchQuestion>) => void answer(data));

async function answer({ passphrase, memory, passes, salt }: StretchQuestion): Promise<void> {
  try {
    await sodium.ready;
    const algorithm = sodium.crypto_pwhash_ALG_ARGON2ID13;
    const stretched = sodium.crypto_pwhash(OUTPUT_BYTES, passphrase, salt, passes, memory * KIB, algorithm);
    self.postMessage({ type: "stretched", bytes: new Uint8Array(stretched) } satisfies StretchAnswer);
  } catch (error) {
    self.postMessage({ type: "failed", message: String(error) } satisfies StretchAnswer);
  }
}
