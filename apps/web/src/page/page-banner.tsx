import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import { useSignal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";
import { whyRefused } from "../offline/say-refusal.ts";
import { Button } from "../ui/button.tsx";
import { lazily } from "../ui/lazily.tsx";
import { usePage } from "./page-context.ts";
import { texts } from "./texts.ts";

// What is refused for good is rare: its code comes with the first time.
const Retry = ({ onRetry }: { onRetry: () => void }) => (
  <Button small onClick={onRetry}>
    {texts.banner.retry}
  </Button>
);
const loadBanners = () => import("./aside-banner.tsx");
const StuckBanner = lazily(() => loadBanners().then((module) => module.StuckBanner), Retry);
const AsideBanner = lazily(() => loadBanners().then((module) => module.AsideBanner), Retry);
const ArchiveBanner = lazily(
  () => import("../rights/archive-banner.tsx").then((module) => module.ArchiveBanner),
  Retry,
);
const AsideDialog = lazily(() => import("./aside-dialog.tsx").then((module) => module.AsideDialog), Retry);

/** What a person must know about this page just now, in a plain sentence over it. Reading goes on below. */
export function PageBanner() {
  const { handle } = usePage();
  const showsAside = useSignal(false);
  const say = handle.isStuck.value ? null : bannerText(handle);
  // The region is always there: what is put into it later is read out.
  return (
    <>
      <div role="status" aria-live="polite">
        {say !== null && (
          <div class="banner banner-warn" data-banner>
            <span class="grow">{say.text}</span>
            {say.signIn && (
              <a class="button button-small" href={`/sign-in?to=${location.pathname}`}>
                {texts.banner.signIn}
              </a>
            )}
            {say.reload && (
              <Button small onClick={() => location.reload()}>
                {texts.banner.reload}
              </Button>
            )}
          </div>
        )}
        {isFrozen(handle) && <ArchiveBanner handle={handle} />}
        {handle.isStuck.value && <StuckBanner handle={handle} />}
        {handle.asides.value.length > 0 && (
          <AsideBanner
            handle={handle}
            onShow={() => {
              showsAside.value = true;
            }}
          />
        )}
      </div>
      {showsAside.value && handle.asides.value.length > 0 && (
        <AsideDialog
          asides={handle.asides.value}
          onClose={() => {
            showsAside.value = false;
          }}
        />
      )}
    </>
  );
}

function isFrozen({ access }: PageHandle): boolean {
  return access.value.type === "read" && access.value.why === "frozen";
}

function bannerText({ sync, access }: PageHandle): { text: string; reload?: boolean; signIn?: boolean } | null {
  const say = texts.banner;
  const allowed = access.value;
  if (allowed.type === "read") {
    if (allowed.why === "newer_version") return { text: say.newer, reload: true };
    return allowed.why === "frozen" ? null : { text: say.ended, reload: false };
  }
  const state = sync.value;
  if (state.type === "storage_full") return { text: state.onDevice ? say.full : say.fullNotKept, reload: false };
  if (state.type === "refused") {
    const { signed_out, wrong_version } = REFUSAL_CODES;
    const text = whyRefused(state.code);
    return { text, reload: state.code === wrong_version.code, signIn: state.code === signed_out.code };
  }
  if (state.type === "offline" && !state.onDevice) return { text: say.notKept, reload: false };
  return null;
}
