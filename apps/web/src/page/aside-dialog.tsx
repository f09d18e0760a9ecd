import { asideText } from "../offline/aside-text.ts";
import type { SetAside } from "../offline/device-store.ts";
import { whyRefused } from "../offline/say-refusal.ts";
import { offlineTexts } from "../offline/texts.ts";
import { keepAside, throwAway } from "../offline/this-tab.ts";
import { download } from "../transfer/download.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { showToast } from "../ui/toasts.ts";

const texts = offlineTexts.aside;

type AsideDialogProps = { asides: readonly SetAside[]; onClose: () => void };

/** What the server would not take: to be read, kept as a file, or thrown away. */
export function AsideDialog({ asides, onClose }: AsideDialogProps) {
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <p class="muted">{texts.explain}</p>
      {asides.map((aside) => (
        <Aside key={aside.session} aside={aside} />
      ))}
    </Dialog>
  );
}

function Aside({ aside }: { aside: SetAside }) {
  const text = asideText(aside, texts.welcome);
  return (
    <section class="stack">
      <p>{whyRefused(aside.code)}</p>
      {text === "" ? <p>{texts.noText}</p> : <pre class="aside-text">{text}</pre>}
      <div class="row">
        {text !== "" && (
          <Button onClick={() => download(texts.fileName(aside.at), "text/markdown", text)}>{texts.download}</Button>
        )}
        <Button
          look="danger"
          onClick={() => {
            void throwAway(aside);
            showToast(texts.thrownAway, () => void keepAside(aside));
          }}
        >
          {texts.throwAway}
        </Button>
      </div>
    </section>
  );
}
