import { useEffect, useRef } from "preact/hooks";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { texts as say } from "./invite-texts.ts";

/** A link that somebody is invited by, shown this once: selected, and one key from wherever it is sent. */
export function CopyLink({ link, hint }: { link: string; hint: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [link]);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      announce(say.copied);
      showToast(say.copied);
    } catch {
      // Pages over plain http may not copy by themselves; the link is selected, a key copies it.
    }
  };
  return (
    <div class="stack-tight">
      <div class="begin-line">
        <input ref={field} class="input" readOnly aria-label={say.link} value={link} />
        <Button onClick={() => void copy()}>{say.copy}</Button>
        {"share" in navigator && (
          <Button onClick={() => void navigator.share({ url: link }).catch(() => undefined)}>{say.share}</Button>
        )}
      </div>
      <p class="meta">{hint}</p>
    </div>
  );
}
