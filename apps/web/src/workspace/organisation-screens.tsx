import { useLocation } from "preact-iso";
import { DirectoryScreen } from "./directory-screen.tsx";
import { JoinWorkspaceScreen } from "./join-workspace-screen.tsx";
import { SetupScreen } from "./setup-screen.tsx";
import { WorkspaceScreen } from "./workspace-screen.tsx";
import { WorkspacesScreen } from "./workspaces-screen.tsx";

type OrganisationProps = { params: { workspace?: string; part?: string; invitation?: string } };

/** Every screen of a workspace, by the address; one chunk, since most come from one to another. */
export function OrganisationScreens({ params: { workspace, part, invitation } }: OrganisationProps) {
  const { path } = useLocation();
  if (path === "/setup") return <SetupScreen />;
  if (invitation) return <JoinWorkspaceScreen key={invitation} invitationId={invitation} />;
  if (!workspace) return <WorkspacesScreen />;
  if (part === "directory") return <DirectoryScreen key={workspace} workspaceId={workspace} />;
  return <WorkspaceScreen key={workspace} workspaceId={workspace} />;
}
