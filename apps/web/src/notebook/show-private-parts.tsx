import { useSignal } from "@preact/signals";
import { type Command, registerCommands } from "../commands/commands.ts";
import { wantedPath } from "../live/wanted-path.ts";
import { usePage } from "../page/page-context.ts";
import type { PageModel } from "../page/page-model.ts";
import { type PrivatePlace, privateParts } from "../page/private-part.tsx";
import { texts as pageTexts } from "../page/texts.ts";
import { atRest } from "../ui/at-rest.ts";
import { Button } from "../ui/button.tsx";
import { hideCommand } from "./hide-command.ts";
import { loadNotebook, notebookParts } from "./load-notebook.ts";
import { isHidden, isKnownHere } from "./standing.ts";
import { startTexts } from "./start-texts.ts";
import { writePrivately } from "./write-privately.ts";
import "./notebook.css";

/** Lets private notes stand on a page, and their commands. @returns stops it. */
export function showPrivateParts(model: PageModel): () => void {
  privateParts.value = Parts;
  const withdraw = registerCommands(privateCommands(model));
  // Who keeps notes in this browser has them without asking; everybody else does not even fetch the code.
  if (isKnownHere()) void atRest().then(loadNotebook, () => undefined);
  return withdraw;
}

function Parts({ place }: { place: PrivatePlace }) {
  const model = usePage();
  const parts = notebookParts.value;
  if (isHidden.value && !parts) return null;
  if (parts) return <parts.NotebookPart model={model} place={place} />;
  return place.type === "person" && !isKnownHere() ? <Offer model={model} /> : null;
}

/** Nothing is known of a notebook here: whoever wants one begins it, or opens the one of another device. */
function Offer({ model }: { model: PageModel }) {
  const state = useSignal<"idle" | "fetching" | "failed">("idle");
  const begin = async () => {
    state.value = "fetching";
    try {
      const { whenOpen } = await loadNotebook();
      whenOpen(() => writePrivately(model, { type: "person" }));
      state.value = "idle";
    } catch {
      state.value = "failed";
    }
  };
  return (
    <section class="card private" aria-labelledby="private-heading">
      <div class="private-head">
        <h2 id="private-heading">{startTexts.heading}</h2>
        <span class="private-label">{startTexts.onlyYou}</span>
      </div>
      <p class="meta">{startTexts.offer(model.people.value[model.other].name || pageTexts.otherMissing)}</p>
      <div>
        <Button disabled={state.value === "fetching"} onClick={() => void begin()}>
          {state.value === "fetching" ? startTexts.fetching : startTexts.begin}
        </Button>
      </div>
      <p role="alert" class="problem">
        {state.value === "failed" && startTexts.unreachable}
      </p>
    </section>
  );
}

function privateCommands(model: PageModel): Command[] {
  const { commands: names, keywords } = startTexts;
  return [
    {
      id: "notebook.write",
      name: names.write,
      keywords: keywords.write,
      shortcut: "Mod+Shift+P",
      run: () => {
        const id = model.current.peek();
        writePrivately(model, id === null ? { type: "person" } : { type: "topic", id });
      },
    },
    hideCommand,
    {
      id: "notebook.all",
      name: names.all,
      keywords: keywords.all,
      shortcut: null,
      run: () => {
        wantedPath.value = `/p/${encodeURIComponent(model.handle.pairId)}/private`;
      },
    },
    {
      id: "notebook.keys",
      name: names.keys,
      keywords: keywords.keys,
      shortcut: null,
      run: () => {
        wantedPath.value = "/settings/notebook";
      },
    },
    {
      id: "notebook.lock",
      name: names.lock,
      keywords: keywords.lock,
      shortcut: null,
      when: () => notebookParts.value?.thisNotebook().state.value.type === "open",
      run: () => notebookParts.peek()?.lockNow(),
    },
  ];
}
