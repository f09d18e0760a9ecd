import type { Point } from "@candor/core/artifact/agreement.ts";
import type { ArtifactKind } from "@candor/core/artifact/artifact.ts";
import { type Id, idFromRandom } from "@candor/core/id.ts";
import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { topicNotes } from "@candor/document/topic/edit-topic.ts";
import type { ArtifactEntry, CreateArtifact } from "@candor/protocol/http/artifact.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { readAnswerLink } from "../ledger/read-link.ts";
import { thisTab } from "../offline/this-tab.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { refreshPageArtifacts } from "./artifact-beside.tsx";
import { addSource, createArtifact, listArtifacts } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { KindAndTitle } from "./kind-and-title.tsx";
import "./artifact.css";

const texts = artifactTexts.write;

type How = "start" | "link" | "known";

const MAX_POINT_LENGTH = 4_000;
const MAX_POINTS = 50;

/** From a topic to what answers it for more than two: start it here, or say where it stands. */
export function WriteDownDialog({ topicId, onClose }: { topicId: Id; onClose: () => void }) {
  const model = usePage();
  const topic = model.topic(topicId).value;
  const how = useSignal<How>("start");
  const kind = useSignal<ArtifactKind>("mission");
  const title = useSignal(topic?.title.slice(0, 200) ?? "");
  const address = useSignal("");
  const picked = useSignal<ReadonlySet<string>>(new Set());
  const known = useSignal<readonly ArtifactEntry[] | null>(null);
  const which = useSignal("");
  const message = useSignal("");
  const id = useMemo(() => thisTab().environment.newUuid(), []); // the same for every try: it is begun once
  const points = useMemo(() => (topic ? pointsOf(model, topic) : []), [topicId]);
  const { route } = useLocation();
  useEffect(() => {
    if (how.value !== "known" || known.peek() !== null) return;
    void listArtifacts().then((result) => {
      known.value = result.type === "ok" ? result.value : [];
      which.value = known.value[0]?.id ?? "";
    });
  }, [how.value]);
  if (!topic) return null;
  const pair = model.handle.pairId;
  const sources = sourcesOf(topic);
  const create = async () => {
    const read = readAnswerLink(address.peek());
    if (how.peek() === "link" && read.type !== "link") return artifactTexts.notALink;
    const wanted: CreateArtifact = {
      ...{ kind: kind.peek(), title: title.peek().trim(), pair, sources },
      ...(how.peek() === "link"
        ? { form: "link", address: read.type === "link" ? read.href : "" }
        : { form: "document", points: points.filter((point) => picked.peek().has(point.id)) }),
    };
    const result = await createArtifact(id, wanted);
    if (result.type !== "ok") return result.type === "problem" ? result.title : artifactTexts.unreachable;
    if (wanted.form === "document") route(`/artifacts/${id}`);
    return null;
  };
  const link = async () => {
    for (const source of sources) {
      // a question is said to be answered by whoever writes; the topic of this page by either of its two
      const result = await addSource(which.peek(), { ...source, pair: source.kind === "question" ? null : pair });
      if (result.type !== "ok" && source.kind !== "question")
        return result.type === "problem" ? result.title : artifactTexts.unreachable;
    }
    return null;
  };
  const send = async () => {
    message.value = (await (how.peek() === "known" ? link() : create())) ?? "";
    if (message.peek() !== "") return;
    announce(how.peek() === "start" ? texts.started : texts.linked);
    void refreshPageArtifacts(pair);
    onClose();
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p class="meta">{texts.about(topic.title)}</p>
        <Choices legend={texts.how} chosen={how.value} onChosen={(value) => (how.value = value)} />
        {how.value === "known" ? (
          known.value?.length === 0 ? (
            <p>{texts.nothing}</p>
          ) : (
            <SelectField
              label={texts.whichKnown}
              value={which.value}
              choices={(known.value ?? []).map((each) => ({
                value: each.id,
                label: each.title || artifactTexts.untitled,
              }))}
              onValue={(value) => {
                which.value = value;
              }}
            />
          )
        ) : (
          <KindAndTitle kind={kind} title={title} />
        )}
        {how.value === "link" && (
          <TextField
            label={texts.address}
            hint={texts.addressHint}
            value={address.value}
            required
            maxLength={2000}
            placeholder="https://"
            onValue={(value) => {
              address.value = value;
            }}
          />
        )}
        {how.value === "start" && (
          <Points
            points={points}
            picked={picked.value}
            onPicked={(next) => {
              picked.value = next;
            }}
          />
        )}
        {message.value !== "" && <p role="alert">{message.value}</p>}
        <div class="row">
          <Button type="submit" look="primary" disabled={how.value === "known" && which.value === ""}>
            {how.value === "start" ? texts.create : texts.createLink}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Choices({ legend, chosen, onChosen }: { legend: string; chosen: How; onChosen: (how: How) => void }) {
  const name = useId();
  return (
    <fieldset class="artifact-choices">
      <legend>{legend}</legend>
      {(["start", "link", "known"] as const).map((value) => (
        <label key={value} class="check">
          <input type="radio" name={name} checked={chosen === value} onChange={() => onChosen(value)} />
          {texts[value]}
        </label>
      ))}
    </fieldset>
  );
}

type PointsProps = {
  points: readonly Point[];
  picked: ReadonlySet<string>;
  onPicked: (picked: ReadonlySet<string>) => void;
};

function Points({ points, picked, onPicked }: PointsProps) {
  if (points.length === 0) return <p class="meta">{texts.noPoints}</p>;
  return (
    <fieldset class="artifact-choices">
      <legend>{texts.points}</legend>
      <p class="meta">{texts.pointsHint}</p>
      {points.map(({ id, text }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={picked.has(id)}
            onClick={(event) => {
              const next = new Set(picked);
              if (event.currentTarget.checked) next.add(id);
              else next.delete(id);
              onPicked(next);
            }}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What of a topic can come along: its title, and its notes block by block. Whose its notes are, nobody can say. */
function pointsOf(model: PageModel, topic: Topic): Point[] {
  const notes = topicNotes(model.handle.doc, topic.id);
  const blocks = notes === null ? [] : readNotes(notes).flatMap(partsOf);
  const lines = [{ whose: topic.author, text: topic.title }, ...blocks.map((text) => ({ whose: null, text }))];
  return lines
    .map(({ whose, text }) => ({ whose, text: text.trim().slice(0, MAX_POINT_LENGTH) }))
    .filter(({ text }) => text !== "")
    .slice(0, MAX_POINTS)
    .map((point) => ({ id: idFromRandom(thisTab().environment.random(16)), ...point }));
}

function partsOf(node: NoteNode): string[] {
  return node.type.endsWith("_list") ? (node.content ?? []).map((item) => plainText([item])) : [plainText([node])];
}

function sourcesOf({ id, question, theme }: Topic): NonNullable<CreateArtifact["sources"]> {
  return [
    { kind: "topic", item: id },
    ...(question === null ? [] : [{ kind: "question" as const, item: question }]),
    ...(theme === null ? [] : [{ kind: "theme" as const, item: theme }]),
  ];
}
