import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icons.tsx";
import { ScimSection } from "./scim-section.tsx";
import { texts } from "./scim-texts.ts";
import "../people/people.css";

/** Where an owner connects the company's directory with a workspace. */
export function DirectoryScreen({ workspaceId }: { workspaceId: string }) {
  useEffect(() => {
    document.title = `${texts.title} · Candor`;
  }, []);
  return (
    <div class="start">
      <header class="start-top">
        <a class="button button-quiet" href={`/workspace/${workspaceId}`}>
          <Icon name="left" />
          {texts.back}
        </a>
      </header>
      <main class="start-main">
        <h1>{texts.title}</h1>
        <ScimSection workspaceId={workspaceId} />
      </main>
    </div>
  );
}
