import type { MemberId } from "@candor/core/person/member.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

/** A person by name and colour; oneself is "You". */
export function Who({ member }: { member: MemberId }) {
  const model = usePage();
  const isMe = member === model.me;
  return (
    <span class={`who ${isMe ? "is-you" : "is-them"}`}>
      {isMe ? texts.you : model.people.value[member].name || texts.otherMissing}
    </span>
  );
}

/** Whose topic it is; where the other brought their words in from elsewhere, that as well. */
export function Author({ topic: { author, importedBy } }: { topic: Pick<Topic, "author" | "importedBy"> }) {
  return (
    <>
      <Who member={author} />
      {importedBy && (
        <span class="meta">
          {texts.importedBy} <Who member={importedBy} />
        </span>
      )}
    </>
  );
}
