import type { PlannerView } from "@candor/protocol/http/planner.ts";
import { useId } from "preact/hooks";
import type { PlannerModel } from "./planner-model.ts";
import { plannerTexts } from "./texts.ts";

const { sliders: texts } = plannerTexts;
const NAMES = ["spreadBatch", "stableIdeal", "mineTheirs"] as const;

/** What weighs more; a turn is kept at once, and planned by where there is a plan on the screen. */
export function Sliders({ model, view }: { model: PlannerModel; view: PlannerView }) {
  const id = useId();
  return (
    <section class="stack planner-sliders" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.title}</h2>
      {NAMES.map((name) => {
        const value = view.settings.sliders[name];
        return (
          <div key={name} class="planner-slider">
            <label for={`${id}-${name}`}>{texts[name].label}</label>
            <input
              id={`${id}-${name}`}
              type="range"
              min={-1}
              max={1}
              step={0.25}
              value={value}
              aria-valuetext={texts.value(value, texts[name])}
              onChange={(event) => {
                const sliders = { ...view.settings.sliders, [name]: Number(event.currentTarget.value) };
                void model.change({ ...view.settings, sliders });
              }}
            />
            <div class="planner-ends meta" aria-hidden="true">
              <span>{texts[name].low}</span>
              <span>{texts[name].high}</span>
            </div>
          </div>
        );
      })}
    </section>
  );
}
