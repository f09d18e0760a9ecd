import type { PutAwayPage } from "@candor/protocol/http/rights.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { me, peopleLoaded } from "../people/my-people.ts";
import { Button } from "../ui/button.tsx";
import { showToast } from "../ui/toasts.ts";
import { dataTexts } from "./data-texts.ts";
import { bringBack, listPutAway } from "./rights-calls.ts";
import { sayInstant } from "./say-instant.ts";
import { rightsTexts } from "./texts.ts";

const say = dataTexts.bin;

/** The pages that I left or binned, each with the way back. */
export function BinSection() {
  const pages = useSignal<readonly PutAwayPage[] | null>([]);
  const problem = useSignal("");
  const read = async () => {
    await peopleLoaded();
    if (me.peek() === null) return;
    const result = await listPutAway();
    pages.value = result.type === "ok" ? result.value : null;
  };
  useEffect(() => void read(), []);
  const back = async ({ pairId, name }: PutAwayPage) => {
    const result = await bringBack(pairId);
    problem.value = result.type === "ok" ? "" : result.type === "problem" ? result.title : rightsTexts.unreachable;
    if (result.type === "ok") showToast(say.broughtBack(name));
    if (result.type !== "unreachable") await read();
  };
  const known = pages.value;
  return (
    <section class="stack-tight" aria-labelledby="bin-heading">
      <h2 id="bin-heading">{say.title}</h2>
      {known === null && <p class="meta">{dataTexts.unknown}</p>}
      {known?.length === 0 && <p class="meta">{say.empty}</p>}
      {known !== null && known.length > 0 && (
        <ul class="put-away">
          {known.map((page) => (
            <li key={page.pairId}>
              <div>
                <p>{page.how === "left" ? say.left(page.name) : say.binned(page.name)}</p>
                <p class="meta">
                  {page.how === "left"
                    ? say.leftUntil(sayInstant(page.until))
                    : say.binnedUntil(sayInstant(page.until))}
                </p>
              </div>
              <Button small aria-label={say.backOf(page.name)} onClick={() => void back(page)}>
                {say.back}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p role="alert" class="problem">
        {problem.value}
      </p>
    </section>
  );
}
