import type { ComponentChildren } from "preact";
import { Screen } from "../ui/screen.tsx";
import { rhythmTexts as texts } from "./texts.ts";
import "./rhythm.css";

export type RhythmTab = keyof typeof texts.tabs;

type FrameProps = { title: string; intro: string; tab: RhythmTab | null; children: ComponentChildren };

/** What the screens of this part share: the way back, and the way from one to the other. */
export function Frame({ title, intro, tab, children }: FrameProps) {
  return (
    <Screen back={{ to: "/", label: texts.back }} title={title} intro={intro} main="start-main rhythm-screen">
      <nav aria-label={texts.parts}>
        <ul class="rhythm-tabs">
          {(Object.keys(texts.tabs) as RhythmTab[]).map((each) => (
            <li key={each}>
              <a
                class="button button-quiet button-small"
                href={`/settings/${each}`}
                aria-current={each === tab ? "page" : undefined}
              >
                {texts.tabs[each]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Screen>
  );
}
