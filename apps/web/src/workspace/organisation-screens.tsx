import { useLocation } from "preact-iso";
import { texts as peopleTexts } from "../people/texts.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { DirectoryScreen } from "./directory-screen.tsx";
import { JoinWorkspaceScreen } from "./join-workspace-screen.tsx";
import { SetupScreen } from "./setup-screen.tsx";
import { WorkspaceScreen } from "./workspace-screen.tsx";
import { WorkspacesScreen } from "./workspaces-screen.tsx";

const AllHandsScreen = lazily(
  () => import("../all-hands/all-hands-screen.tsx").then((module) => module.AllHandsScreen),
  Failed,
);

type OrganisationProps = { params: { workspace?: string; part?: string; invitation?: string } };

/** Every screen of a workspace, by the address; one chunk, since most come from one to another. */
export function OrganisationScreens({ params: { workspace, part, invitation } }: OrganisationProps) {
  const { path } = useLocation();
  if (path === "/setup") return <SetupScreen />;
  if (invitation) return <JoinWorkspaceScreen key={invitation} invitationId={invitation} />;
  if (!workspace) return <WorkspacesScreen />;
  if (part === "directory") return <DirectoryScreen key={workspace} workspaceId={workspace} />;
  if (part === "all-hands") return <AllHandsScreen key={workspace} workspaceId={workspace} />;
  return <WorkspaceScreen key={workspace} workspaceId={workspace} />;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <main class="join">
      <p role="alert">{peopleTexts.failed.text}</p>
      <div>
        <Button onClick={onRetry}>{peopleTexts.failed.retry}</Button>
      </div>
    </main>
  );
}
