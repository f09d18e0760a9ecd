import { utf8 } from "@candor/notebook/bytes/bytes.ts";
import { openBox, sealBox } from "@candor/notebook/seal/box.ts";
import { importSecret } from "@candor/notebook/seal/derive.ts";
import { generatePassphrase } from "@candor/notebook/vault/passphrase.ts";
import { type Signal, signal } from "@preact/signals";
import type { DeviceNotebook } from "./device-notebook.ts";
import type { Begun } from "./vault-keeper.ts";

export type SetupStep = "promise" | "ways" | "code" | "ask" | "passkey";

/** How far somebody has come in beginning a notebook, and what they chose. */
export type Setup = {
  step: Signal<SetupStep>;
  usesPassphrase: Signal<boolean>;
  passphrase: Signal<string>;
  thisDevice: Signal<boolean>;
  deviceName: Signal<string>;
  wantsPasskey: Signal<boolean>;
  /** the keys that were made; nothing is on the server before they are settled */
  begun: Signal<Begun | null>;
  /** whether the code that shows was shown before */
  isResumed: Signal<boolean>;
};

const USE = { label: "1on1/v1/unfinished", context: utf8("recovery code") };
const SECRET_BYTES = 32;

let current: { of: DeviceNotebook; setup: Setup } | null = null;

/** Goes on where somebody left: whoever closes the dialog, and where this device may open notes, whoever reloads. */
export async function resumeSetup(notebook: DeviceNotebook, deviceName: string): Promise<Setup> {
  if (current?.of === notebook) {
    current.setup.isResumed.value = current.setup.begun.peek() !== null;
    return current.setup;
  }
  const setup = newSetup(notebook, deviceName);
  current = { of: notebook, setup };
  const kept = await notebook.setup.readUnfinished();
  const code = kept && (await openBox(kept.key, USE, kept.box));
  const begun = code && (await notebook.setup.resume(kept.wire, new TextDecoder().decode(code)));
  if (!kept || !begun) return setup;
  setup.begun.value = begun;
  setup.isResumed.value = true;
  setup.deviceName.value = kept.deviceName;
  setup.wantsPasskey.value = kept.wantsPasskey;
  setup.step.value = "code";
  return setup;
}

/** Makes the keys. The code is kept sealed until it was typed back, where this device is to open the notes anyway. */
export async function makeKeys(notebook: DeviceNotebook, setup: Setup, begun: Begun): Promise<void> {
  setup.begun.value = begun;
  setup.isResumed.value = false;
  setup.step.value = "code";
  if (!setup.thisDevice.peek()) return;
  const key = await importSecret(notebook.random(SECRET_BYTES));
  const box = await sealBox(key, USE, utf8(begun.recoveryCode), notebook.random);
  const [deviceName, wantsPasskey] = [setup.deviceName.peek(), setup.wantsPasskey.peek()];
  await notebook.setup.keepUnfinished({ wire: begun.wire, key, box, deviceName, wantsPasskey });
}

/** Forgets all of it: it is done, or is begun anew with other keys. */
export function endSetup(notebook: DeviceNotebook): void {
  current = null;
  void notebook.setup.keepUnfinished(null);
}

function newSetup(notebook: DeviceNotebook, deviceName: string): Setup {
  return {
    step: signal("promise"),
    usesPassphrase: signal(true),
    passphrase: signal(generatePassphrase(notebook.random)),
    thisDevice: signal(true),
    deviceName: signal(deviceName),
    wantsPasskey: signal(false),
    begun: signal(null),
    isResumed: signal(false),
  };
}
