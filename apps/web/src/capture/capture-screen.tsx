import type { CommandWorld } from "../commands/command-world.ts";
import { Screen } from "../ui/screen.tsx";
import { CaptureForm } from "./capture-form.tsx";
import { readShared } from "./read-shared.ts";
import { captureTexts } from "./texts.ts";

/** Quick capture as a screen of its own: what the phone's share sheet and the app's shortcut open. */
export function CaptureScreen({ world, query }: { world: CommandWorld; query: Readonly<Record<string, string>> }) {
  return (
    <Screen back={{ to: "/", label: captureTexts.back }} title={captureTexts.title}>
      <CaptureForm
        people={world.people.value.map(({ pairId, name }) => ({ id: pairId, name }))}
        openPage={world.openPage}
        here={null}
        shared={readShared(query)}
        isOnline={world.isOnline.value}
        done={() => {}}
      />
    </Screen>
  );
}
