import { PairingBeside } from "../pairing/pairing-beside.tsx";
import { lazily } from "../ui/lazily.tsx";

/** What goes on beside a page, above it: loaded once the page shows. What is written down elsewhere needs the server. */
export function BesidePage() {
  return (
    <>
      <PairingBeside />
      <WrittenDown />
    </>
  );
}

const WrittenDown = lazily(
  () => import("../artifact/artifact-beside.tsx").then((module) => module.PageParts),
  () => null,
);
