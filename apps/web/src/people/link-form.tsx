import { useSignal } from "@preact/signals";
import { Button } from "../ui/button.tsx";
import { readLink } from "./read-link.ts";
import { texts } from "./texts.ts";

const say = {
  field: "The link",
  wrong: "That is not a link to a page or an invitation of this place.",
};

/** Where a link is pasted that somebody sent. Fetched when it is asked for. */
export function LinkForm() {
  const link = useSignal("");
  const isWrong = useSignal(false);
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        const path = readLink(link.peek(), location.origin);
        isWrong.value = path === null;
        // Loaded anew and not by the router, which would leave the secret behind "#" out.
        if (path !== null) location.assign(path);
      }}
    >
      <label class="field-label" for="open-link">
        {say.field}
      </label>
      <div class="begin-line">
        <input
          id="open-link"
          class="input"
          ref={focusNew}
          value={link}
          autoComplete="off"
          inputMode="url"
          aria-invalid={isWrong.value}
          aria-describedby="open-link-problem"
          onInput={(event) => {
            link.value = event.currentTarget.value;
          }}
        />
        <Button type="submit">{texts.start.open}</Button>
      </div>
      <p id="open-link-problem" role="alert" class="problem">
        {isWrong.value ? say.wrong : ""}
      </p>
    </form>
  );
}

function focusNew(input: HTMLInputElement | null): void {
  if (input && document.activeElement !== input) input.focus();
}
