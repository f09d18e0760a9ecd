import type { DeviceNotebook } from "./device-notebook.ts";
import { DevicesPart } from "./devices-part.tsx";
import { WaysPart } from "./ways-part.tsx";

/** Who and what can open the notebook: it takes the server to change any of it. */
export function VaultParts({ notebook }: { notebook: DeviceNotebook }) {
  return (
    <>
      <WaysPart notebook={notebook} />
      <DevicesPart notebook={notebook} />
    </>
  );
}
