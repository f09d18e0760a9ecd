import { idFromRandom } from "@candor/core/id.ts";
import { commentsMap } from "@candor/document/artifact/artifact-roots.ts";
import {
  addComment,
  type Comment,
  MAX_COMMENT_LENGTH,
  readComments,
  settleComment,
} from "@candor/document/artifact/comments.ts";
import type { ArtifactAnswer } from "@candor/protocol/http/artifact.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { PageHandle } from "../offline/page-handle.ts";
import { thisTab } from "../offline/this-tab.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { TextArea } from "../ui/text-area.tsx";
import { useDraft } from "../ui/use-draft.ts";
import { artifactTexts } from "./artifact-texts.ts";

const texts = artifactTexts.comments;

type CommentsProps = {
  handle: PageHandle;
  canEdit: boolean;
  selected: Signal<string>;
  people: ArtifactAnswer["people"];
};

/** What the writers say to each other about the text. Part of the document, so that it comes and goes with it. */
export function CommentsPart({ handle, canEdit, selected, people }: CommentsProps) {
  const { doc } = handle;
  const comments = useSignal<readonly Comment[]>(readComments(doc));
  const headingId = useId();
  const replyTo = useSignal<string | null>(null);
  useEffect(() => {
    const map = commentsMap(doc);
    handle.undo.addToScope([map]);
    const changed = () => {
      comments.value = readComments(doc);
    };
    changed();
    map.observe(changed);
    return () => map.unobserve(changed);
  }, [handle]);
  const nameOf = (by: string) => people.find(({ member }) => member === by)?.name || artifactTexts.people.somebody;
  const add = (text: string, quote: string, to: string | null) => {
    const { environment } = thisTab();
    const id = idFromRandom(environment.random(16));
    addComment(doc, { id, text, by: handle.member, at: environment.instant(), quote, to });
    replyTo.value = null;
  };
  const roots = comments.value.filter(({ to }) => to === null);
  const open = roots.filter(({ settledAt }) => settledAt === null);
  const settled = roots.filter(({ settledAt }) => settledAt !== null);
  const show = (comment: Comment) => (
    <li key={comment.id} class="artifact-comment">
      {comment.quote !== "" && <blockquote class="meta">{comment.quote}</blockquote>}
      {[comment, ...comments.value.filter(({ to }) => to === comment.id)].map((each) => (
        <p key={each.id}>
          <strong>{nameOf(each.by)}</strong> <span class="meta">{dayOf(each.at)}</span>
          <br />
          {each.text}
        </p>
      ))}
      {canEdit && (
        <div class="row">
          {replyTo.value !== comment.id && (
            <Button
              small
              look="quiet"
              aria-label={texts.replyTo(nameOf(comment.by))}
              onClick={() => {
                replyTo.value = comment.id;
              }}
            >
              {texts.reply}
            </Button>
          )}
          <Button
            small
            look="quiet"
            onClick={() =>
              settleComment(doc, comment.id, comment.settledAt === null ? thisTab().environment.instant() : null)
            }
          >
            {comment.settledAt === null ? texts.settle : texts.reopen}
          </Button>
        </div>
      )}
      {replyTo.value === comment.id && (
        <CommentForm draft={comment.id} quote="" send={(text) => add(text, "", comment.id)} />
      )}
    </li>
  );
  return (
    <section class="artifact-comments" aria-labelledby={headingId}>
      <h2 id={headingId}>{texts.title}</h2>
      {roots.length === 0 && <p class="meta">{texts.none}</p>}
      <ul class="artifact-list">{open.map(show)}</ul>
      {settled.length > 0 && (
        <details>
          <summary>{texts.settled(settled.length)}</summary>
          <ul class="artifact-list">{settled.map(show)}</ul>
        </details>
      )}
      {canEdit && (
        <CommentForm draft={handle.pairId} quote={selected.value} send={(text) => add(text, selected.peek(), null)} />
      )}
    </section>
  );
}

type CommentFormProps = { draft: string; quote: string; send: (text: string) => void };

function CommentForm({ draft, quote, send }: CommentFormProps) {
  const text = useDraft(draft);
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        const said = text.peek().trim();
        if (said === "") return;
        text.value = "";
        send(said);
      }}
    >
      {quote !== "" && (
        <p class="meta">
          {texts.about} {quote}
        </p>
      )}
      <TextArea
        label={texts.field}
        rows={2}
        maxLength={MAX_COMMENT_LENGTH}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
      />
      <div>
        <Button type="submit" small>
          {texts.send}
        </Button>
      </div>
    </form>
  );
}

function dayOf(at: string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(at) ? sayDay(at.slice(0, 10), today.value) : "";
}
