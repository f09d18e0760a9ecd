import type { Topic } from "@candor/core/topic/topic.ts";
import { lineOf } from "@candor/document/roots.ts";
import { setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { useLayoutEffect, useState } from "preact/hooks";
import { titleEdits } from "./edit-title.ts";
import { focusTopic } from "./focus-topic.ts";
import { LineEditor } from "./line-editor.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

type TopicTitleProps = { topic: Topic; headingId: string };

/** A topic's title: a heading to read, a line to write once it is pressed. */
export function TopicTitle({ topic, headingId }: TopicTitleProps) {
  const model = usePage();
  const [caret, setCaret] = useState<number | "end" | null>(null);
  const asked = titleEdits.value === topic.id;
  // Before the next key is read: whoever types on at once means the title.
  useLayoutEffect(() => {
    if (!asked) return;
    titleEdits.value = null;
    setCaret("end");
  }, [asked]);

  if (caret !== null && model.canEdit.value) {
    return (
      <h3 id={headingId} class="topic-title">
        <LineEditor
          read={() => lineOf(model.handle.doc, "topics", topic.id)}
          label={texts.titleField}
          placeholder={texts.untitled}
          caret={caret === "end" ? undefined : caret}
          onValue={(title) => setTopicTitle(model.handle.doc, topic.id, title)}
          onDone={(how) => {
            setCaret(null);
            if (how !== "left") focusTopic(model, topic.id);
          }}
        />
      </h3>
    );
  }
  return (
    <h3 id={headingId} class="topic-title">
      {model.canEdit.value ? (
        <button
          type="button"
          class="topic-title-button"
          title={texts.editTitleOf(topic.title)}
          onClick={(event) => setCaret(caretAt(event) ?? "end")}
        >
          {topic.title.trim() || texts.untitled}
        </button>
      ) : (
        topic.title.trim() || texts.untitled
      )}
    </h3>
  );
}

/** Where in the text a click was; null where the browser can't tell, or it was a key. */
function caretAt(event: MouseEvent): number | null {
  if (event.detail === 0 || !("caretPositionFromPoint" in document)) return null;
  return document.caretPositionFromPoint(event.clientX, event.clientY)?.offset ?? null;
}
