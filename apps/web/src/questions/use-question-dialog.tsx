import { idFromRandom } from "@candor/core/id.ts";
import type { Question } from "@candor/core/question/question.ts";
import { useSignal } from "@preact/signals";
import type { Captured } from "../capture/captured.ts";
import { deliver, takeBack } from "../capture/deliver.ts";
import { keepCaptured } from "../capture/inbox.ts";
import type { CommandWorld } from "../commands/command-world.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";
import type { AskedWith } from "./asked-on-device.ts";
import { QuestionLine } from "./question-line.tsx";
import { texts } from "./texts.ts";

const say = texts.use;

type UseQuestionDialogProps = {
  question: Question;
  before: readonly AskedWith[];
  world: CommandWorld;
  /** called once it is on a page, or waits to be */
  onUsed: () => void;
  onClose: () => void;
};

/** Puts a question on the agenda or into the Hopper of one of my pages, whether it is on this device or not. */
export function UseQuestionDialog({ question, before, world, onUsed, onClose }: UseQuestionDialogProps) {
  const isUsing = useSignal(false);
  const people = world.people.value;
  const use = async (pairId: string, name: string, kind: "next" | "hopper") => {
    if (isUsing.peek()) return;
    isUsing.value = true;
    const captured = capture(question, pairId, kind);
    // As with a captured thought: kept first, so that nothing is lost where the page can't be opened just now.
    const isKept = await keepCaptured(captured);
    const isThere = await deliver(captured, world.openPage);
    onClose();
    onUsed();
    if (!isKept && !isThere) showToast(texts.toast.lost);
    else
      showToast(
        isThere ? texts.toast.broughtTo(name, kind) : texts.toast.waits(name),
        () => void takeBack(captured, world.openPage).then(onUsed),
      );
  };
  return (
    <Dialog title={say.title} onClose={onClose}>
      <div class="use-question">
        <div>
          <QuestionLine question={question} isMine={false} before={before} />
        </div>
        {people.length === 0 && <p>{say.nobody}</p>}
        <ul class="use-list">
          {people.map(({ pairId, name }) => (
            <li key={pairId}>
              <Avatar name={name} isMe={false} />
              <span class="grow">{name}</span>
              <Button
                small
                disabled={isUsing.value}
                aria-label={say.agendaOf(name)}
                onClick={() => void use(pairId, name, "next")}
              >
                {say.agenda}
              </Button>
              <Button
                small
                disabled={isUsing.value}
                aria-label={say.hopperOf(name)}
                onClick={() => void use(pairId, name, "hopper")}
              >
                {say.hopper}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function capture({ id, text, bigPicture }: Question, pairId: string, kind: "next" | "hopper"): Captured {
  return {
    topicId: newId(),
    actionId: newId(),
    pairId,
    kind,
    text,
    due: null,
    theme: null,
    link: null,
    question: { id, bigPicture },
    at: Temporal.Now.instant().toString(),
  };
}

function newId(): string {
  return idFromRandom(crypto.getRandomValues(new Uint8Array(12)));
}
