import { artifactBody, artifactTitle } from "@candor/document/artifact/artifact-roots.ts";
import { edit } from "@candor/document/edit.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { replaceNotes } from "@candor/document/notes/replace-notes.ts";
import { setText } from "@candor/document/text.ts";
import type { ArtifactPerson, ArtifactVersion } from "@candor/protocol/http/artifact.ts";
import { versionsAtOnce } from "@candor/protocol/http/versions-at-once.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as Y from "yjs";
import { NotesView } from "../notes/notes-view.tsx";
import { thisTab } from "../offline/this-tab.ts";
import { momentText } from "../print/when.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { listVersions, readVersion } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { drawLong } from "./draw-long.tsx";

const texts = artifactTexts.versions;

/** When it was written on and by whom; any of it can be looked at and brought back. */
export function VersionsPart({
  id,
  people,
  canEdit,
}: {
  id: string;
  people: readonly ArtifactPerson[];
  canEdit: boolean;
}) {
  const listed = useSignal<readonly ArtifactVersion[] | null>(null);
  const isOpen = useSignal(false);
  const hasMore = useSignal(true);
  const viewed = useSignal<{ seq: number; doc: Y.Doc } | null>(null);
  const load = async (shown: readonly ArtifactVersion[]) => {
    const result = await listVersions(id, shown.at(-1)?.seq);
    if (result.type !== "ok") return showToast(artifactTexts.unreachable);
    const { versions, more } = versionsAtOnce(result.value);
    listed.value = [...shown, ...versions];
    hasMore.value = more;
  };
  useEffect(() => {
    if (isOpen.value) void load([]);
  }, [isOpen.value]);
  const names = (by: readonly string[]) =>
    by.map((each) => people.find(({ member }) => member === each)?.name || artifactTexts.people.somebody).join(", ");
  const view = async (seq: number) => {
    const state = await readVersion(id, seq);
    if (!state) return showToast(artifactTexts.unreachable);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    viewed.value = { seq, doc };
  };
  const restore = (old: Y.Doc) => {
    const handle = thisTab().pages.open(id);
    edit(handle.doc, "bring a version back", () => {
      replaceNotes(artifactBody(handle.doc), readNotes(artifactBody(old)));
      setText(artifactTitle(handle.doc), artifactTitle(old).toJSON());
    });
    thisTab().pages.release(id);
    showToast(texts.restored, () => handle.undo.undo());
    viewed.value = null;
  };
  return (
    <section class="stack-tight" aria-labelledby="artifact-versions">
      <h2 id="artifact-versions">{texts.title}</h2>
      {!isOpen.value && (
        <div>
          <Button
            small
            onClick={() => {
              isOpen.value = true;
            }}
          >
            {texts.show}
          </Button>
        </div>
      )}
      {listed.value?.length === 0 && <p class="meta">{texts.none}</p>}
      <ul class="artifact-list">
        {listed.value?.map(({ seq, at, by }) => (
          <li key={seq}>
            <span>
              {momentText(at)} <span class="meta">{texts.by(names(by))}</span>
            </span>
            {viewed.value?.seq === seq ? (
              <div class="artifact-version">
                <h3>{artifactTitle(viewed.value.doc).toJSON() || artifactTexts.untitled}</h3>
                <NotesView nodes={readNotes(artifactBody(viewed.value.doc))} long={drawLong} />
                <div class="row">
                  {canEdit && (
                    <Button small onClick={() => viewed.value && restore(viewed.value.doc)}>
                      {texts.restore}
                    </Button>
                  )}
                  <Button
                    small
                    look="quiet"
                    onClick={() => {
                      viewed.value = null;
                    }}
                  >
                    {texts.hide}
                  </Button>
                </div>
              </div>
            ) : (
              <Button small look="quiet" onClick={() => void view(seq)}>
                {texts.view}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isOpen.value && hasMore.value && (listed.value?.length ?? 0) > 0 && (
        <div>
          <Button small look="quiet" onClick={() => void load(listed.peek() ?? [])}>
            {texts.more}
          </Button>
        </div>
      )}
    </section>
  );
}
