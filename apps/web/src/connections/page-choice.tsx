import { otherMember } from "@candor/core/person/member.ts";
import type { Signal } from "@preact/signals";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { texts } from "./program-texts.ts";

/** All of one's pages, or some. @param chosen null: all */
export function PageChoice({ chosen }: { chosen: Signal<string[] | null> }) {
  const ids = chosen.value;
  return (
    <fieldset class="settings-group">
      <legend class="choice-legend">{texts.pages}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={ids === null}
          onChange={(event) => {
            chosen.value = event.currentTarget.checked ? null : [];
          }}
        />
        <span>{texts.allPages}</span>
      </label>
      {ids !== null &&
        pairs.value.map((pair) => (
          <label key={pair.id} class="check">
            <input
              type="checkbox"
              checked={ids.includes(pair.id)}
              onChange={(event) => {
                const others = ids.filter((id) => id !== pair.id);
                chosen.value = event.currentTarget.checked ? [...others, pair.id] : others;
              }}
            />
            <span>{peopleOf(pair)[otherMember(pair.me)].name}</span>
          </label>
        ))}
    </fieldset>
  );
}
