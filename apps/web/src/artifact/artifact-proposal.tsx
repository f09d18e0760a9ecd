import { otherMember } from "@candor/core/person/member.ts";
import type { ArtifactProposal } from "@candor/protocol/http/artifact.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { agreeToPoints, proposePoints, takeBackPoint } from "./artifact-calls.ts";
import { artifactTexts } from "./artifact-texts.ts";
import { sharingTexts } from "./sharing-texts.ts";

const texts = artifactTexts.proposals;

type CardProps = {
  proposal: ArtifactProposal;
  /** by how many links strangers read the artifact */
  links: number;
  changed: () => void;
};

/** What is to come out of a page, word for word, with what either of the two can do about it. */
export function ProposalCard({ proposal, links, changed }: CardProps) {
  const { id, artifact, pair, me, agreed, state, revision, points } = proposal;
  const known = useComputed(() => pairs.value.find((each) => each.id === pair));
  const message = useSignal("");
  const editing = useSignal<Readonly<Record<string, string>> | null>(null);
  const fieldId = useId();
  const nameOf = (member: "a" | "b") => (known.value ? peopleOf(known.value)[member].name : "");
  const isOut = state === "out" || state === "leaving";
  const act = async (asked: Promise<ApiResult<ArtifactProposal>>, done: string) => {
    const result = await asked;
    if (result.type === "ok") {
      message.value = "";
      editing.value = null;
      announce(done);
    } else message.value = result.type === "problem" ? result.title : artifactTexts.unreachable;
    changed();
  };
  return (
    <section class="artifact-proposal stack-tight" aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <p class="meta">{texts.rule}</p>
      {links > 0 && <p>{sharingTexts.linked(links)}</p>}
      <ul class="artifact-list">
        {points.map((point) => (
          <li key={point.id}>
            {point.whose !== null && <span class="meta">{texts.pointOf(nameOf(point.whose))}</span>}
            {editing.value === null ? (
              <p class="artifact-point">{point.text}</p>
            ) : (
              <textarea
                id={`${fieldId}-${point.id}`}
                class="input"
                rows={3}
                maxLength={4000}
                aria-label={texts.point}
                value={editing.value[point.id] ?? point.text}
                onInput={(event) => {
                  editing.value = { ...editing.peek(), [point.id]: event.currentTarget.value };
                }}
              />
            )}
            {editing.value === null && (
              <Button small look="quiet" onClick={() => void act(takeBackPoint(artifact, id, point.id), texts.gone)}>
                {texts.takeOut}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {message.value !== "" && <p role="alert">{message.value}</p>}
      {isOut && <p class="meta">{texts.isOut}</p>}
      {!isOut && editing.value !== null && (
        <div class="row">
          <Button
            look="primary"
            onClick={() => {
              const words = editing.peek() ?? {};
              const next = points
                .map((point) => ({ ...point, text: (words[point.id] ?? point.text).trim() }))
                .filter(({ text }) => text !== "");
              if (next.length > 0)
                void act(proposePoints(artifact, id, { pair, points: next, revision }), texts.agreed);
              else message.value = texts.noWords;
            }}
          >
            {texts.save}
          </Button>
          <Button
            onClick={() => {
              editing.value = null;
            }}
          >
            {texts.cancel}
          </Button>
        </div>
      )}
      {!isOut && editing.value === null && (
        <div class="row">
          {agreed[me] === null ? (
            <Button look="primary" onClick={() => void act(agreeToPoints(artifact, id, revision), texts.agreed)}>
              {texts.agree}
            </Button>
          ) : (
            <p class="meta">{texts.waitsFor(nameOf(otherMember(me)))}</p>
          )}
          <Button
            look="quiet"
            onClick={() => {
              editing.value = {};
            }}
          >
            {texts.edit}
          </Button>
        </div>
      )}
    </section>
  );
}
