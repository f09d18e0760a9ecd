import type { Member } from "@candor/core/person/member.ts";
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { PageHandle } from "../offline/page-handle.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { bringBack, putAway } from "./rights-calls.ts";
import { rightsTexts } from "./texts.ts";
import "./rights.css";

const say = rightsTexts.leave;

type LeavePageProps = {
  handle: PageHandle;
  other: Member;
  /** the page is not mine any more */
  onGone: () => void;
  /** whoever comes here has said already that they want to leave */
  isOpen?: boolean;
};

/**
 * The way out of a pair. Leaving somebody is meant only by whoever types their name; a page that nobody else is on goes
 * into the bin at a click. Both can be taken back.
 */
export function LeavePage({ handle, other, onGone, isOpen = false }: LeavePageProps) {
  const { route } = useLocation();
  const isAsking = useSignal(isOpen);
  const typed = useSignal("");
  const problem = useSignal("");
  const isSaved = handle.sync.value.type === "saved";
  const name = other.name.trim();
  const word = name || say.fallback;
  const go = async () => {
    if (handle.sync.peek().type !== "saved") {
      problem.value = say.unsaved;
      return;
    }
    const result = await putAway(handle.pairId);
    if (result.type !== "ok") {
      problem.value = result.type === "problem" ? result.title : rightsTexts.unreachable;
      return;
    }
    onGone();
    route("/");
    const undo = async () => {
      const taken = await bringBack(handle.pairId);
      if (taken.type === "ok") route(`/p/${handle.pairId}`);
      else showToast(taken.type === "problem" ? taken.title : rightsTexts.unreachable);
    };
    showToast(result.value.how === "left" ? say.left(name) : say.binned(name), () => void undo());
  };
  const saveTwo = async () => {
    const { exportPage } = await import("../transfer/export-page.ts");
    const { a, b } = peopleOf(pairs.peek().find(({ id }) => id === handle.pairId) ?? null);
    await exportPage(handle, { a: a.name, b: b.name }, "markdown");
  };
  return (
    <div class={isOpen ? "stack-tight" : "leave-page stack-tight"}>
      {!other.joined && (
        <>
          <p class="meta">{say.binHint}</p>
          <div>
            <Button look="danger" onClick={() => void go()}>
              {say.bin}
            </Button>
          </div>
        </>
      )}
      {other.joined && !isAsking.value && (
        <div>
          <Button
            look="danger"
            onClick={() => {
              isAsking.value = true;
            }}
          >
            {say.open}
          </Button>
        </div>
      )}
      {other.joined && isAsking.value && (
        <form
          class="stack-tight"
          aria-label={say.title(name)}
          onSubmit={(event) => {
            event.preventDefault();
            if (isMeant(typed.peek(), word)) void go();
          }}
        >
          {!isOpen && <h3>{say.title(name)}</h3>}
          <p>{say.text(name)}</p>
          <TextField
            label={say.type(word)}
            value={typed.value}
            autoComplete="off"
            inputRef={focusNew}
            onValue={(value) => {
              typed.value = value;
            }}
          />
          <div class="row">
            <Button type="submit" look="danger" disabled={!isSaved || !isMeant(typed.value, word)}>
              {say.confirm}
            </Button>
            <Button onClick={() => void saveTwo()}>{say.exportFirst}</Button>
          </div>
          {!isSaved && <p class="meta">{say.unsaved}</p>}
        </form>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </div>
  );
}

function isMeant(typed: string, word: string): boolean {
  const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLocaleLowerCase();
  return plain(typed) === plain(word);
}

function focusNew(input: HTMLInputElement | null): void {
  if (input && document.activeElement !== input && input.value === "") input.focus();
}
