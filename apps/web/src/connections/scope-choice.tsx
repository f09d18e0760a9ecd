import type { TokenScope } from "@candor/core/access/may-by-token.ts";
import type { Signal } from "@preact/signals";
import { texts } from "./program-texts.ts";

type ScopeChoiceProps = { asked: readonly TokenScope[]; chosen: Signal<readonly TokenScope[]> };

/** What a program may, of what it could. */
export function ScopeChoice({ asked, chosen }: ScopeChoiceProps) {
  return (
    <fieldset class="settings-group">
      <legend class="choice-legend">{texts.scopes}</legend>
      {asked.map((scope) => (
        <label key={scope} class="check">
          <input
            type="checkbox"
            checked={chosen.value.includes(scope)}
            onChange={(event) => {
              const others = chosen.peek().filter((each) => each !== scope);
              chosen.value = event.currentTarget.checked ? [...others, scope] : others;
            }}
          />
          <span>
            {texts.scope[scope]} <code class="meta">{scope}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
