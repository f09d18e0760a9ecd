import { Screen } from "../ui/screen.tsx";
import { ScimSection } from "./scim-section.tsx";
import { texts } from "./scim-texts.ts";

/** Where an owner connects the company's directory with a workspace. */
export function DirectoryScreen({ workspaceId }: { workspaceId: string }) {
  return (
    <Screen back={{ to: `/workspace/${workspaceId}`, label: texts.back }} title={texts.title}>
      <ScimSection workspaceId={workspaceId} />
    </Screen>
  );
}
