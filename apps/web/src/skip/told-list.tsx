import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { skipTexts as texts } from "./skip-texts.ts";

/** Which managers between know, of the round or of a page, since when, and which way. */
export function ToldList({ levels: { round, people, told } }: { levels: SkipLevels }) {
  const names = new Map(people.flatMap(({ between }) => between.map(({ person, name }) => [person, name] as const)));
  const first = new Map((round?.told ?? told).toReversed().map((each) => [each.manager, each]));
  const known = [...first.values()].filter(({ manager }) => names.has(manager));
  if (known.length === 0) return null;
  return (
    <section class="stack-tight" aria-labelledby="told-heading">
      <h2 id="told-heading">{texts.told.title}</h2>
      <ul>
        {known.map(({ manager, at, way }) => (
          <li key={manager}>
            {texts.told[way](names.get(manager) ?? "", sayDate(at.slice(0, 10), today.value, "short"))}
          </li>
        ))}
      </ul>
    </section>
  );
}
