import { Button } from "../ui/button.tsx";
import { texts } from "./texts.ts";
import type { WorkspaceModel } from "./workspace-model.ts";

const say = texts.mine.next;

type NextStepsProps = { model: WorkspaceModel; onPeople: () => void; onImport: () => void; onChart: () => void };

/** What whoever runs a workspace does next, while there is nobody in it or nothing in its chart. */
export function NextSteps({ model, onPeople, onImport, onChart }: NextStepsProps) {
  const isAlone = model.present.value.length <= 1;
  if (!model.manages || (!isAlone && model.people.value.edges.length > 0)) return null;
  return (
    <section class="card stack-tight" aria-labelledby="next-heading">
      <h2 id="next-heading">{say.title}</h2>
      <ol class="next-steps">
        <li data-done={!isAlone}>
          <p>{isAlone ? say.people : say.peopleDone(model.present.value.length)}</p>
          <div class="row">
            <Button small look={isAlone ? "primary" : "plain"} onClick={onImport}>
              {say.import}
            </Button>
            <Button small onClick={onPeople}>
              {say.add}
            </Button>
          </div>
        </li>
        <li>
          <p>{say.chart}</p>
          <div class="row">
            <Button small look={isAlone ? "plain" : "primary"} onClick={onChart}>
              {say.toChart}
            </Button>
          </div>
        </li>
        <li>
          <p>{say.own}</p>
        </li>
      </ol>
    </section>
  );
}
