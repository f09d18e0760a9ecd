import { otherMember } from "@candor/core/person/member.ts";
import type { ComponentChildren } from "preact";
import { setSingleKeys, singleKeys } from "../commands/key-settings.ts";
import { openOverlay } from "../commands/overlay.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { rightsTexts } from "../rights/texts.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "../ui/screen.tsx";
import { organisationTexts } from "./organisation-texts.ts";
import { preferences, setPreferences } from "./preferences.ts";
import { texts } from "./texts.ts";
import "../people/people.css";

/** How this person wants Candor on this device. Every change holds at once. */
export function SettingsScreen() {
  const { theme, density, hiddenIn, quietAnnouncements } = preferences.value;
  return (
    <Screen back={{ to: "/", label: texts.back }} title={texts.title} intro={texts.scope}>
      <Choices
        legend={texts.theme}
        name="theme"
        value={theme}
        labels={texts.themes}
        onValue={(value) => setPreferences({ theme: value })}
      />
      <Choices
        legend={texts.density}
        name="density"
        value={density}
        labels={texts.densities}
        onValue={(value) => setPreferences({ density: value })}
      />
      <Group legend={texts.keys}>
        <Switch
          label={texts.singleKeys}
          hint={texts.singleKeysHint}
          checked={singleKeys.value}
          onValue={setSingleKeys}
        />
        <div>
          <Button onClick={() => openOverlay({ type: "shortcuts" })}>{texts.showShortcuts}</Button>
        </div>
      </Group>
      <Group legend={texts.others}>
        <Switch
          label={texts.quiet}
          checked={!quietAnnouncements}
          onValue={(on) => setPreferences({ quietAnnouncements: !on })}
        />
        <p class="meta">{pairs.value.length === 0 ? texts.nobody : texts.presenceHint}</p>
        {pairs.value.map((pair) => (
          <Switch
            key={pair.id}
            label={texts.presence(peopleOf(pair)[otherMember(pair.me)].name)}
            checked={!hiddenIn.includes(pair.id)}
            onValue={(shown) => {
              const others = hiddenIn.filter((id) => id !== pair.id);
              setPreferences({ hiddenIn: shown ? others : [...others, pair.id] });
            }}
          />
        ))}
      </Group>
      <Group legend={texts.account}>
        <p class="meta">{texts.accountHint}</p>
        <div>
          <a class="button" href="/settings/account">
            {texts.toAccount}
          </a>
        </div>
      </Group>
      <Group legend={texts.calendar}>
        <p class="meta">{texts.calendarHint}</p>
        <div>
          <a class="button" href="/settings/calendar">
            {texts.toCalendar}
          </a>
        </div>
      </Group>
      <Group legend={texts.rhythm}>
        <p class="meta">{texts.rhythmHint}</p>
        <div>
          <a class="button" href="/settings/rhythm">
            {texts.toRhythm}
          </a>
        </div>
      </Group>
      <Group legend={texts.connections}>
        <p class="meta">{texts.connectionsHint}</p>
        <div>
          <a class="button" href="/settings/connections">
            {texts.toConnections}
          </a>
        </div>
      </Group>
      <Group legend={texts.notebook}>
        <p class="meta">{texts.notebookHint}</p>
        <div>
          <a class="button" href="/settings/notebook">
            {texts.toNotebook}
          </a>
        </div>
      </Group>
      <Group legend={organisationTexts.group}>
        <p class="meta">{organisationTexts.hint}</p>
        <div class="row">
          <a class="button" href="/workspace">
            {texts.workspace}
          </a>
          <a class="button" href="/settings/channels">
            {organisationTexts.channels}
          </a>
        </div>
      </Group>
      <Group legend={rightsTexts.title}>
        <p class="meta">{rightsTexts.linkHint}</p>
        <div>
          <a class="button" href="/settings/data">
            {rightsTexts.link}
          </a>
        </div>
      </Group>
    </Screen>
  );
}

function Group({ legend, children }: { legend: string; children: ComponentChildren }) {
  return (
    <fieldset class="settings-group">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}

type ChoicesProps<T extends string> = {
  legend: string;
  name: string;
  value: T;
  labels: Readonly<Record<T, string>>;
  onValue: (value: T) => void;
};

function Choices<T extends string>({ legend, name, value, labels, onValue }: ChoicesProps<T>) {
  return (
    <Group legend={legend}>
      {(Object.keys(labels) as T[]).map((each) => (
        <label key={each} class="check">
          <input type="radio" name={name} checked={each === value} onChange={() => onValue(each)} />
          <span>{labels[each]}</span>
        </label>
      ))}
    </Group>
  );
}

type SwitchProps = { label: string; hint?: string; checked: boolean; onValue: (on: boolean) => void };

function Switch({ label, hint, checked, onValue }: SwitchProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onValue(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <span class="field-hint settings-hint">{hint}</span>}
      </span>
    </label>
  );
}
