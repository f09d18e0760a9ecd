import { feedbackRound } from "@candor/core/feedback/feedback-round.ts";
import type { Id } from "@candor/core/id.ts";
import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import { managerOf } from "@candor/core/person/direct-of.ts";
import type { Member, MemberId } from "@candor/core/person/member.ts";
import type { Question } from "@candor/core/question/question.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { edit } from "@candor/document/edit.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { sharedNodes } from "@candor/document/notes/write-notes.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { answerTopic, setTopicState, topicNotes } from "@candor/document/topic/edit-topic.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { now, today } from "../ui/clock.ts";
import { TextArea } from "../ui/text-area.tsx";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import { rhythmTexts as texts } from "./texts.ts";

const say = texts.feedback;

/** Feedback for the one who leads: the question that is asked, the one after it, and what still waits for an answer. */
export function FeedbackPart({ handle, people }: { handle: PageHandle; people: Record<MemberId, Member> }) {
  const without = useSignal<readonly string[]>([]);
  const edits = useSignal(0);
  useEffect(() => {
    // What is written below a question is in its notes, which the page's signal says nothing of.
    const drawAnew = () => {
      edits.value = edits.peek() + 1;
    };
    handle.doc.on("update", drawAnew);
    return () => handle.doc.off("update", drawAnew);
  }, [handle]);
  edits.value; // draws this anew
  const loaded = useSignal<readonly Question[] | null>(null);
  useEffect(() => {
    // With the bank alone, so that both see the same question: one's own are known to oneself only.
    import("@candor/core/question/bank.ts").then(
      ({ BANK }) => {
        loaded.value = BANK;
      },
      () => undefined, // asked for again when the screen is next opened
    );
  }, []);
  const bank = loaded.value;
  const manager = managerOf(people);
  if (bank === null || manager === null) return null;
  const { doc, undo, editor, member } = handle;
  const page = handle.page.value;
  const canEdit = handle.access.value.type === "write";
  const iLead = manager === member;
  const lead = people[manager].name;
  const round = feedbackRound(page, people, bank, {
    ...{ now: now.value, today: today.value, seed: handle.pairId, without: without.value },
  });
  const ask = (question: Question) => {
    const place = nextMeeting(page)?.id ?? "hopper";
    const takeBack = undoable(undo, () =>
      addTopic(doc, editor(), { title: question.text, place, question: question.id }),
    );
    if (takeBack) showToast(question.text, takeBack);
  };
  const write = (topic: Topic, label: string, text: string) => {
    const takeBack = undoable(undo, () => appendNote(handle, topic.id, label, text));
    if (takeBack) showToast(say.said, takeBack);
  };
  return (
    <section class="rhythm-card" aria-labelledby="feedback-heading">
      <h2 id="feedback-heading">{say.title(iLead ? "you" : lead)}</h2>
      <p class="meta">{say.intro}</p>
      {round.next && (
        <div class="rhythm-card" data-feedback="next">
          <h3>{say.next}</h3>
          <p class="quote">{round.next.text}</p>
          {canEdit && (
            <div class="row">
              <Button small look="primary" onClick={() => round.next && ask(round.next)}>
                {say.onAgenda}
              </Button>
              <Button
                small
                look="quiet"
                onClick={() => {
                  without.value = [...without.peek(), round.next?.id ?? ""];
                }}
              >
                {say.other}
              </Button>
            </div>
          )}
        </div>
      )}
      {round.next === null && round.asked === null && <p>{say.none}</p>}
      {round.asked && (
        <div class="rhythm-card" data-feedback="asked">
          <h3>{say.asked}</h3>
          <p class="quote">{round.asked.title}</p>
          <p class="portrait-text">{notesOf(handle, round.asked)}</p>
          {canEdit && (
            <>
              <Write
                key={`${round.asked.id} ${iLead}`}
                about={round.asked.id}
                label={iLead ? say.mine : say.answer}
                hint={iLead ? say.mineHint : say.answerHint(lead)}
                save={iLead ? say.mineSave : say.answerSave}
                onWrite={(text) =>
                  round.asked &&
                  write(round.asked, iLead ? say.mineLabel(lead) : say.answerLabel(people[member].name), text)
                }
              />
              <div>
                <Button
                  small
                  onClick={() => {
                    const topic = round.asked;
                    if (!topic) return;
                    const takeBack = undoable(undo, () => setTopicState(doc, editor(), topic.id, "discussed"));
                    if (takeBack) showToast(say.heardDone, takeBack);
                  }}
                >
                  {say.heard}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
      {round.loops.length > 0 && (
        <div class="rhythm-card" data-feedback="loops">
          <h3>{say.loops}</h3>
          {round.loops.map(({ topic, days, isDue }) => (
            <div key={topic.id} class="rhythm-card" data-due={isDue}>
              <p class="quote">{topic.title}</p>
              <p class="portrait-text">{notesOf(handle, topic)}</p>
              <p class="meta">
                {isDue && iLead ? say.due(days) : say.recent(days)} {!iLead && say.waits(lead)}
              </p>
              {iLead && canEdit && (
                <Write
                  about={topic.id}
                  label={say.did}
                  save={say.didSave}
                  onWrite={(text) => {
                    const takeBack = undoable(undo, () =>
                      answerTopic(doc, topic.id, { line: text, link: topic.answerLink }),
                    );
                    if (takeBack) showToast(say.didDone, takeBack);
                  }}
                />
              )}
            </div>
          ))}
        </div>
      )}
      <div class="row">
        <a href={`/p/${handle.pairId}`}>{say.page}</a>
        <a href={`/p/${handle.pairId}/ledger`}>{say.ledger}</a>
      </div>
    </section>
  );
}

type WriteProps = { about: Id; label: string; hint?: string; save: string; onWrite: (text: string) => void };

function Write({ about, label, hint, save, onWrite }: WriteProps) {
  const text = useDraft(`feedback.${about}`);
  return (
    <form
      class="stack-tight portrait-part"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.peek().trim() === "") return;
        onWrite(text.peek().trim());
        text.value = "";
      }}
    >
      <TextArea
        label={label}
        hint={hint}
        maxLength={1000}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
      />
      <div>
        <Button type="submit" small disabled={text.value.trim() === ""}>
          {save}
        </Button>
      </div>
    </form>
  );
}

function notesOf({ doc }: PageHandle, { id }: Topic): string {
  const notes = topicNotes(doc, id);
  return notes ? plainText(readNotes(notes)) : "";
}

/** Adds a paragraph at the end, so that what the other writes at the same time stays. */
function appendNote({ doc }: PageHandle, id: string, label: string, text: string): void {
  const notes = topicNotes(doc, id);
  if (!notes) return;
  const paragraphs = text.split("\n").map(
    (line, index): NoteNode => ({
      type: "paragraph",
      content: [
        ...(index === 0 ? [{ type: "text" as const, text: label, marks: [{ type: "strong" as const }] }] : []),
        ...(line === "" ? [] : [{ type: "text" as const, text: line }]),
      ],
    }),
  );
  edit(doc, "write below a question", () => notes.insert(notes.length, sharedNodes(paragraphs)));
}
