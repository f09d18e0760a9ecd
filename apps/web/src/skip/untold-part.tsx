import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { tellOfSkipPages } from "./skip-calls.ts";
import { noticesOfUntold, PageNotice } from "./skip-page-notice.tsx";
import { skipTexts as texts } from "./skip-texts.ts";

type UntoldPartProps = { workspace: string; levels: SkipLevels; onChange: (levels: SkipLevels) => void };

/** Which managers between know nothing of a page of mine: the other began it, or they came between since. */
export function UntoldPart({ workspace, levels, onChange }: UntoldPartProps) {
  const isAsking = useSignal(false);
  const isSending = useSignal(false);
  const problem = useSignal("");
  const notices = noticesOfUntold(levels);
  if (notices.length === 0) return null;
  const send = async () => {
    if (isSending.peek()) return;
    isAsking.value = false;
    isSending.value = true;
    problem.value = "";
    const result = await tellOfSkipPages(workspace);
    isSending.value = false;
    if (result.type === "ok") {
      showToast(texts.untold.told);
      onChange(result.value);
    } else problem.value = result.type === "problem" ? result.title : texts.unreachable;
  };
  return (
    <section class="card stack-tight" aria-label={texts.untold.title}>
      <p>{texts.untold.say(notices.map(({ name }) => name))}</p>
      <p role="alert" class="problem">
        {problem.value}
      </p>
      <div>
        <Button
          disabled={isSending.value}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {texts.untold.look}
        </Button>
      </div>
      {isAsking.value && (
        <PageNotice
          notices={notices}
          send={texts.untold.send(notices.length)}
          onClose={() => {
            isAsking.value = false;
          }}
          onSend={() => void send()}
        />
      )}
    </section>
  );
}
