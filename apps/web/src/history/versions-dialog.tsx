import type { Id } from "@candor/core/id.ts";
import { byStart } from "@candor/core/meeting/next-meeting.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import type { PageVersion } from "@candor/protocol/http/people.ts";
import { useEffect, useId, useState } from "preact/hooks";
import type * as Y from "yjs";
import { noteAccess } from "../access/note-access.ts";
import { useModal } from "../commands/use-modal.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import type { TakeBack } from "../page/undoable.ts";
import { readContent } from "../print/read-content.ts";
import { type PagePart, StaticPage } from "../print/static-page.tsx";
import { dayText, momentText } from "../print/when.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { historyCommandTexts } from "./command-texts.ts";
import { type FetchFailure, fetchVersion, fetchVersions, type SomeVersions } from "./fetch-versions.ts";
import { restoreVersion } from "./restore-version.ts";
import { historyTexts } from "./texts.ts";
import "./history.css";

const texts = historyTexts.versions;

type Names = Readonly<Record<MemberId, string>>;

type VersionsDialogProps = {
  handle: PageHandle;
  names: Names;
  /** the meeting to be restored; null: the whole page */
  meeting: Id | null;
  /** told what was restored, for a message with its undo */
  restored: (message: string, undo: TakeBack) => void;
  closed: () => void;
};

type Listed = { type: "loading" } | SomeVersions | FetchFailure;

type Viewed = { version: PageVersion; doc: Y.Doc };

/** Every earlier version of a page: look at one, or bring it or one of its meetings back. */
export function VersionsDialog({ handle, names, meeting, restored, closed }: VersionsDialogProps) {
  const id = useId();
  const { dialog, close } = useModal(closed);
  const [listed, setListed] = useState<Listed>({ type: "loading" });
  const [viewed, setViewed] = useState<Viewed | null>(null);
  const [target, setTarget] = useState<Id | null>(meeting);
  const [message, setMessage] = useState("");
  const canWrite = handle.access.value.type === "write";

  const load = async (shown: PageVersion[]) => {
    const answer = await fetchVersions(handle.pairId, shown.at(-1)?.seq);
    setListed(answer.type === "versions" ? { ...answer, versions: [...shown, ...answer.versions] } : answer);
  };
  useEffect(() => {
    void load([]);
  }, []);

  const read = async (version: PageVersion): Promise<Y.Doc | null> => {
    if (viewed?.version === version) return viewed.doc;
    setMessage(texts.loadingVersion);
    const answer = await fetchVersion(handle.pairId, version.seq);
    setMessage(answer.type === "version" ? "" : FAILURES[answer.type]);
    return answer.type === "version" ? answer.doc : null;
  };
  const view = async (version: PageVersion) => {
    if (viewed?.version === version) return setViewed(null);
    const doc = await read(version);
    if (doc) setViewed({ version, doc });
  };
  const restore = async (version: PageVersion) => {
    const doc = await read(version);
    if (!doc) return;
    const undo = restoreVersion(handle, doc, target);
    if (undo === null) return setMessage(texts.same);
    noteAccess(handle.pairId, "restored");
    close();
    restored(texts.restored(targetName(handle, target), momentText(version.at)), undo);
  };

  const meetings = handle.page.value.meetings.toSorted(byStart).reverse();
  return (
    <dialog ref={dialog} class="dialog history" aria-labelledby={`${id}title`} onClose={closed}>
      <div class="dialog-head">
        <h2 id={`${id}title`}>
          {meeting === null ? texts.title : historyCommandTexts.titleOfMeeting(startName(handle, meeting))}
        </h2>
        <IconButton icon="close" label={texts.close} onClick={close} />
      </div>
      <div class="dialog-body history-body">
        <label class="history-what">
          {texts.what}{" "}
          <select class="input" value={target ?? ""} onChange={(event) => setTarget(event.currentTarget.value || null)}>
            <option value="">{texts.wholePage}</option>
            {meetings.map((each) => (
              <option key={each.id} value={each.id}>
                {targetName(handle, each.id)}
              </option>
            ))}
          </select>
        </label>
        {!canWrite && <p>{texts.readOnly}</p>}
        <p role="status" class="history-message">
          {listed.type === "loading" ? texts.loading : message}
        </p>
        {(listed.type === "offline" || listed.type === "refused") && (
          <p>
            {FAILURES[listed.type]} <Button onClick={() => void load([])}>{texts.again}</Button>
          </p>
        )}
        {listed.type === "versions" && listed.versions.length === 0 && <p>{texts.none}</p>}
        {listed.type === "versions" && listed.versions.length > 0 && (
          <ul class="history-list" aria-label={texts.list}>
            {listed.versions.map((version) => (
              <li key={version.seq} class={viewed?.version === version ? "is-viewed" : undefined}>
                <span class="grow">
                  <time dateTime={version.at}>{momentText(version.at)}</time>{" "}
                  <span class="meta">
                    {[byNames(version, names), texts.updates(version.updates)].filter(Boolean).join(" · ")}
                  </span>
                </span>
                <Button
                  small
                  aria-label={texts.viewOf(momentText(version.at))}
                  aria-expanded={viewed?.version === version}
                  onClick={() => void view(version)}
                >
                  {texts.view}
                </Button>
                <Button
                  small
                  disabled={!canWrite}
                  aria-label={
                    target === null
                      ? texts.restorePageOf(momentText(version.at))
                      : texts.restoreMeetingOf(momentText(version.at))
                  }
                  onClick={() => void restore(version)}
                >
                  {texts.restore}
                </Button>
                {viewed?.version === version && (
                  <section class="history-preview" aria-label={texts.preview(momentText(version.at))}>
                    <h3>{texts.preview(momentText(version.at))}</h3>
                    <StaticPage content={readContent(viewed.doc)} names={names} part={partOf(target)} />
                  </section>
                )}
              </li>
            ))}
          </ul>
        )}
        {listed.type === "versions" && listed.more && (
          <Button onClick={() => void load(listed.versions)}>{texts.more}</Button>
        )}
      </div>
    </dialog>
  );
}

const FAILURES = { offline: texts.offline, refused: texts.refused, unreadable: texts.unreadable } as const;

function partOf(target: Id | null): PagePart {
  return target === null ? { type: "page" } : { type: "meeting", id: target };
}

function targetName(handle: PageHandle, target: Id | null): string {
  if (target === null) return texts.wholePage;
  const meeting = readPage(handle.doc).meetings.find((each) => each.id === target);
  return meeting?.start ? texts.meeting(dayText(meeting.start)) : texts.undated;
}

function startName(handle: PageHandle, id: Id): string {
  const start = readPage(handle.doc).meetings.find((each) => each.id === id)?.start;
  return start ? dayText(start) : texts.undated;
}

function byNames(version: PageVersion, names: Names): string {
  return version.by.length === 0 ? "" : texts.by(version.by.map((member) => names[member]).join(` ${texts.and} `));
}
