import type { ArtifactKind } from "@candor/core/artifact/artifact.ts";
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { thisTab } from "../offline/this-tab.ts";
import { Button } from "../ui/button.tsx";
import { createArtifact } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { beginFrom } from "./begin-from.ts";
import { KindAndTitle } from "./kind-and-title.tsx";

const texts = artifactTexts.register;

/** Begins one that comes from no page: what it will be, from whose template, its title, and the question it answers. */
export function StartArtifact({ onLeave }: { onLeave: () => void }) {
  const kind = useSignal<ArtifactKind>("mission");
  const from = useMemo(() => beginFrom.peek(), []);
  const title = useSignal(from?.title ?? "");
  const message = useSignal("");
  const id = useMemo(() => thisTab().environment.newUuid(), []); // the same for every try: it is begun once
  const { route } = useLocation();
  const begin = async () => {
    const question = from?.question ?? null;
    const result = await createArtifact(id, {
      ...{ kind: kind.peek(), form: "document", title: title.peek().trim() },
      ...(question === null ? {} : { sources: [{ kind: "question", item: question }] }),
    });
    if (result.type === "ok") route(`/artifacts/${id}`);
    else message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
  };
  return (
    <form
      class="card stack-tight"
      aria-label={texts.start}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <KindAndTitle kind={kind} title={title} />
      {message.value !== "" && <p role="alert">{message.value}</p>}
      <div class="row">
        <Button type="submit" look="primary">
          {texts.begin}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {texts.leave}
        </Button>
      </div>
    </form>
  );
}
