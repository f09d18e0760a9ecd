import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icons.tsx";
import { rhythmTexts as texts } from "./texts.ts";
import "../people/people.css";
import "./rhythm.css";

export type RhythmTab = keyof typeof texts.tabs;

type FrameProps = { title: string; intro: string; tab: RhythmTab | null; children: ComponentChildren };

/** What the screens of this part share: the way back, and the way from one to the other. */
export function Frame({ title, intro, tab, children }: FrameProps) {
  useEffect(() => {
    document.title = `${title} · Candor`;
  }, [title]);
  return (
    <div class="start">
      <header class="start-top">
        <a class="button button-quiet" href="/">
          <Icon name="left" />
          {texts.back}
        </a>
      </header>
      <main class="start-main rhythm-screen">
        <div>
          <h1>{title}</h1>
          <p class="meta">{intro}</p>
        </div>
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
      </main>
    </div>
  );
}
