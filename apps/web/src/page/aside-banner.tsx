import { useSignal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { whyRefused } from "../offline/say-refusal.ts";
import { offlineTexts } from "../offline/texts.ts";
import { setPageAside } from "../offline/this-tab.ts";
import { Button } from "../ui/button.tsx";

const texts = offlineTexts;

/** The server will never take something, and so nothing after it: says why, and how to go on in this tab. */
export function StuckBanner({ handle }: { handle: PageHandle }) {
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const state = handle.sync.value;
  const goOn = async () => {
    isBusy.value = true;
    hasFailed.value = !(await setPageAside(handle.pairId));
    isBusy.value = false;
  };
  return (
    <div class="banner banner-warn" data-banner>
      <span class="grow">
        {state.type === "refused" && whyRefused(state.code)}{" "}
        {hasFailed.value ? texts.stuck.failed : texts.stuck.explain}
      </span>
      <Button small disabled={isBusy.value} onClick={() => void goOn()}>
        {texts.stuck.goOn}
      </Button>
    </div>
  );
}

/** What was set aside lies here until the person throws it away. */
export function AsideBanner({ handle, onShow }: { handle: PageHandle; onShow: () => void }) {
  const asides = handle.asides.value;
  const [first] = asides;
  if (!first) return null;
  const { aside } = texts;
  return (
    <div class="banner" data-aside>
      <span class="grow">
        {asides.length === 1 ? aside.one(whyRefused(first.code)) : aside.many(asides.length)}{" "}
        {asides.some(({ isKept }) => !isKept) && aside.inTab}
      </span>
      <Button small onClick={onShow}>
        {aside.look}
      </Button>
    </div>
  );
}
