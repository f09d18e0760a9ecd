import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { WayBack } from "./way-back.tsx";

type ScreenProps = {
  back: { to: string; label: string };
  /** the heading, and what the tab is called */
  title: string;
  intro?: string;
  /** class of what stands under the way back */
  main?: string;
  children: ComponentChildren;
};

/** A screen of one column: the way back, what this is, and under it whatever it is for. */
export function Screen({ back, title, intro, main = "start-main", children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · Candor`;
  }, [title]);
  return (
    <div class="start">
      <header class="start-top">
        <WayBack {...back} />
      </header>
      <main class={main}>
        <div>
          <h1>{title}</h1>
          {intro !== undefined && <p class="meta">{intro}</p>}
        </div>
        {children}
      </main>
    </div>
  );
}
