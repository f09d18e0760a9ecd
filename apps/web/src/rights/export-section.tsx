import { useSignal } from "@preact/signals";
import { downloadBlob } from "../transfer/download.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { dataTexts } from "./data-texts.ts";

const say = dataTexts.everything;

type Standing = { type: "rests"; told: string } | { type: "works"; done: number; of: number } | { type: "failed" };

/** One button for everything of mine; see `exportEverything`. */
export function ExportSection() {
  const standing = useSignal<Standing>({ type: "rests", told: "" });
  const run = async () => {
    standing.value = { type: "works", done: 0, of: 0 };
    try {
      const { exportEverything } = await import("./export-everything.ts");
      const { zip, missing } = await exportEverything((done, of) => {
        standing.value = { type: "works", done, of };
      });
      const name = say.fileName(today.peek());
      downloadBlob(name, zip);
      standing.value = { type: "rests", told: missing === 0 ? say.done(name) : say.doneInPart(name, missing) };
    } catch {
      standing.value = { type: "failed" };
    }
  };
  const now = standing.value;
  return (
    <section class="stack-tight" aria-labelledby="export-heading">
      <h2 id="export-heading">{say.title}</h2>
      <p>{say.text}</p>
      <p class="meta">{say.offline}</p>
      <div>
        {/* not disabled while it works: it would lose the focus */}
        <Button
          look="primary"
          aria-disabled={now.type === "works"}
          onClick={() => {
            if (standing.peek().type !== "works") void run();
          }}
        >
          {say.button}
        </Button>
      </div>
      <p role="status">
        {now.type === "works" && (now.of === 0 ? say.workingAlone : say.working(now.done, now.of))}
        {now.type === "rests" && now.told}
      </p>
      <p role="alert" class="problem">
        {now.type === "failed" ? say.failed : ""}
      </p>
    </section>
  );
}
