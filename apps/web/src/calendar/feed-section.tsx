import type { CalendarFeed } from "@candor/protocol/http/calendar.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ApiResult } from "../people/api-client.ts";
import { sayInstant } from "../rights/say-instant.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { showToast } from "../ui/toasts.ts";
import { changeFeed, makeFeed, readFeed, removeFeed } from "./calendar-calls.ts";
import { calendarTexts } from "./texts.ts";

const say = calendarTexts.feed;

/** My meetings as a calendar to subscribe to, by an address of my own. */
export function FeedSection() {
  const feed = useSignal<CalendarFeed | null | "asked">("asked");
  const address = useSignal<string | null>(null);
  const problem = useSignal("");
  const take = <T,>(result: ApiResult<T>, then: (value: T) => void) => {
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : calendarTexts.unreachable;
    if (result.type === "ok") then(result.value);
  };
  useEffect(() => {
    void readFeed().then((result) =>
      take(result, (value) => {
        feed.value = value;
      }),
    );
  }, []);
  const make = async () => {
    const before = feed.peek();
    const showsNames = before !== null && before !== "asked" && before.showsNames;
    take(await makeFeed(showsNames), ({ address: made, ...rest }) => {
      feed.value = rest;
      address.value = made;
    });
  };
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      showToast(say.copied);
    } catch {
      problem.value = say.cannotCopy;
    }
  };
  const known = feed.value;
  const shown = address.value;
  return (
    <section class="stack-tight" aria-labelledby="feed-heading">
      <h2 id="feed-heading">{say.title}</h2>
      <p class="meta">{say.hint}</p>
      {shown !== null && (
        <div class="feed-address">
          <TextField label={say.address} hint={say.once} readOnly value={shown} onValue={() => {}} />
          <Button onClick={() => void copy(shown)}>{say.copy}</Button>
        </div>
      )}
      {known !== null && known !== "asked" && (
        <>
          <p class="meta">
            {say.state(sayInstant(known.madeAt), known.usedOn && sayInstant(`${known.usedOn}T12:00Z`))}
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={known.showsNames}
              onChange={(event) =>
                void changeFeed(event.currentTarget.checked).then((result) =>
                  take(result, (value) => {
                    feed.value = value;
                  }),
                )
              }
            />
            <span>
              {say.names}
              <span class="field-hint settings-hint">{say.namesHint}</span>
            </span>
          </label>
        </>
      )}
      {known !== "asked" && (
        <div class="row">
          <Button onClick={() => void make()}>{known === null ? say.make : say.another}</Button>
          {known !== null && (
            <Button
              look="quiet"
              onClick={() =>
                void removeFeed().then((result) =>
                  take(result, () => {
                    feed.value = null;
                    address.value = null;
                    showToast(say.removed);
                  }),
                )
              }
            >
              {say.remove}
            </Button>
          )}
        </div>
      )}
      {known !== null && known !== "asked" && <p class="meta">{say.anotherHint}</p>}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
