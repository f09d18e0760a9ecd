import { feedbackRound } from "@candor/core/feedback/feedback-round.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { PairCadence } from "@candor/protocol/http/cadence.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { now, today } from "../ui/clock.ts";
import { rhythmTexts as texts } from "./texts.ts";
import { withPageRead } from "./with-page.ts";

const say = texts.feedback;
const MOST_PAGES = 30; // each is opened and read

type Due = { pairId: string; name: string; question: string; days: number };

/** Reminds whoever leads of what they heard two weeks ago and longer, and have not said yet what came of it. */
export function OpenLoops({ led }: { led: readonly PairCadence[] }) {
  const due = useSignal<readonly Due[]>([]);
  const ids = led.map(({ pair }) => pair).join();
  useEffect(() => {
    let isGone = false;
    void (async () => {
      const found: Due[] = [];
      for (const { pair } of led.slice(0, MOST_PAGES)) if (!isGone) found.push(...(await dueOf(pair)));
      if (!isGone) due.value = found.sort((one, other) => other.days - one.days);
    })();
    return () => {
      isGone = true;
    };
  }, [ids]);
  if (due.value.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="loops-heading">
      <h2 id="loops-heading">{say.loops}</h2>
      <ul class="rhythm-pairs">
        {due.value.map(({ pairId, name, question, days }) => (
          <li key={`${pairId} ${question}`}>
            <p>
              <a href={`/settings/together?with=${pairId}`}>{name}</a> · {say.due(days)}
            </p>
            <p class="quote">{question}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function dueOf(pairId: string): Promise<Due[]> {
  const pair = pairs.peek().find(({ id }) => id === pairId);
  if (!pair || pair.archive) return [];
  const people = peopleOf(pair);
  const { name } = people[otherMember(pair.me)];
  const loops = await withPageRead(
    pairId,
    ({ page }) => feedbackRound(page.peek(), people, [], { now: now.peek(), today: today.peek(), seed: pairId }).loops,
  );
  return (loops ?? [])
    .filter(({ isDue }) => isDue)
    .map(({ topic, days }) => ({ pairId, name, question: topic.title, days }));
}
