import type { PageHandle } from "../offline/page-handle.ts";
import { Button } from "../ui/button.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

/** What a person must know about this page just now, in a plain sentence over it. Reading goes on below. */
export function PageBanner() {
  const { handle } = usePage();
  const say = bannerText(handle);
  // The region is always there: what is put into it later is read out.
  return (
    <div role="status" aria-live="polite">
      {say !== null && (
        <div class="banner banner-warn" data-banner>
          <span class="grow">{say.text}</span>
          {say.reload && (
            <Button small onClick={() => location.reload()}>
              {texts.banner.reload}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function bannerText({ sync, access }: PageHandle): { text: string; reload: boolean } | null {
  const say = texts.banner;
  const allowed = access.value;
  if (allowed.type === "read") {
    if (allowed.why === "newer_version") return { text: say.newer, reload: true };
    return { text: allowed.why === "frozen" ? say.frozen : say.ended, reload: false };
  }
  const state = sync.value;
  if (state.type === "storage_full") return { text: state.onDevice ? say.full : say.fullNotKept, reload: false };
  if (state.type === "refused") return { text: say.refused(state.code), reload: true };
  if (state.type === "offline" && !state.onDevice) return { text: say.notKept, reload: false };
  return null;
}
