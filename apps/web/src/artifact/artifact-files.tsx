import { useSignal } from "@preact/signals";
import { downloadBlob } from "../transfer/download.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { fetchFile } from "./artifact-calls.ts";
import { sharingTexts } from "./sharing-texts.ts";

const texts = sharingTexts.files;
const FORMATS = ["pdf", "docx", "html", "md"] as const;

/** Takes the text along as a file, made by the server of what it has. */
export function FilesPart({ id }: { id: string }) {
  const making = useSignal<(typeof FORMATS)[number] | null>(null);
  const message = useSignal("");
  const take = async (format: (typeof FORMATS)[number]) => {
    if (making.peek() !== null) return;
    making.value = format;
    message.value = "";
    announce(texts.making(texts.formats[format]));
    const result = await fetchFile(id, format);
    making.value = null;
    if (typeof result === "string") message.value = result;
    else {
      downloadBlob(result.name, result.blob);
      announce(texts.done(texts.formats[format]));
      if (result.missingLetters > 0) message.value = texts.missing(result.missingLetters);
    }
  };
  return (
    <section class="stack-tight" aria-labelledby="artifact-files">
      <h2 id="artifact-files">{texts.title}</h2>
      <p class="meta">{texts.hint}</p>
      <div class="row">
        {FORMATS.map((format) => (
          <Button key={format} small aria-disabled={making.value !== null} onClick={() => void take(format)}>
            {texts.formats[format]}
          </Button>
        ))}
      </div>
      {making.value !== null && <p class="meta">{texts.making(texts.formats[making.value])}</p>}
      {message.value !== "" && <p role="alert">{message.value}</p>}
    </section>
  );
}
