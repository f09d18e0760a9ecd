import { RegisterScreen } from "./artifact-register.tsx";
import { ArtifactScreen } from "./artifact-screen.tsx";
import "./artifact.css";

/** What has been written down: all that I may see, or one of them. */
export function ArtifactScreens({ id }: { id: string | null }) {
  return id === null ? <RegisterScreen /> : <ArtifactScreen key={id} id={id} />;
}
