import { safeHref } from "@candor/core/notes/note-node.ts";
import { issueLink } from "@candor/core/pairing/issue-link.ts";
import type { Friction } from "@candor/core/pairing/pairing.ts";
import { changeFriction, setTracker } from "@candor/document/pairing/edit-pairing.ts";
import { useSignal } from "@preact/signals";
import { usePage } from "../page/page-context.ts";
import { undoable } from "../page/undoable.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { TextField } from "../ui/text-field.tsx";
import { pairingTexts as texts } from "./pairing-texts.ts";
import { dayOf } from "./say-stamp.ts";

const MAX_ADDRESS = 2_000;
const say = texts.issue;

/** An issue with a friction's words in it, by a link that whoever opens it sends or not. No name goes along. */
export function IssueDialog(props: { friction: Friction; tracker: string; onClose: () => void }) {
  const { friction, tracker, onClose } = props;
  const { handle } = usePage();
  const address = useSignal(tracker);
  const title = useSignal(friction.text.trim());
  const body = useSignal(bodyOf(friction));
  const where = useSignal("");
  const problem = useSignal("");
  const link = issueLink(address.value, { title: title.value, body: body.value });
  const keepTracker = () => {
    const typed = address.peek().trim();
    if (typed !== tracker) setTracker(handle.doc, typed.slice(0, MAX_ADDRESS));
  };
  const keepIssue = () => {
    const href = safeHref(where.peek());
    if (href === null) {
      problem.value = say.notALink;
      return;
    }
    undoable(handle.undo, () => changeFriction(handle.doc, friction.id, { issue: href }));
    onClose();
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          keepIssue();
        }}
      >
        <p class="meta">{say.intro}</p>
        <TextField
          label={say.tracker}
          hint={say.trackerHint}
          value={address.value}
          maxLength={MAX_ADDRESS}
          onValue={(value) => {
            address.value = value;
          }}
        />
        <TextField
          label={say.words}
          value={title.value}
          maxLength={MAX_ADDRESS}
          onValue={(value) => {
            title.value = value;
          }}
        />
        <TextArea
          label={say.body}
          rows={6}
          value={body.value}
          onValue={(value) => {
            body.value = value;
          }}
        />
        <div class="stack-tight" role="status">
          {link.type === "link" ? (
            <>
              {link.isCut && <p class="meta">{say.cut}</p>}
              <div>
                <a
                  class="button button-primary"
                  href={link.href}
                  target="_blank"
                  rel="noreferrer noopener"
                  onClick={keepTracker}
                >
                  {say.open(link.tracker)}
                </a>
              </div>
            </>
          ) : (
            address.value.trim() !== "" && (
              <p class="problem">{link.type === "jira_without_project" ? say.jira : say.unknown}</p>
            )
          )}
        </div>
        <TextField
          label={say.where}
          value={where.value}
          maxLength={MAX_ADDRESS}
          onValue={(value) => {
            where.value = value;
            problem.value = "";
          }}
        />
        <p role="alert" class="problem">
          {problem.value}
        </p>
        <div>
          <Button type="submit" disabled={where.value.trim() === ""}>
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function bodyOf({ text, at, kind, severity, cameBack }: Friction): string {
  return [
    text.trim(),
    severity === "" ? "" : say.severity(severity),
    cameBack.length > 0 ? say.cameBack(cameBack.length) : "",
    say.found(dayOf(at) ?? "", texts.frictionKinds[kind]),
  ]
    .filter((line) => line !== "")
    .join("\n\n");
}
