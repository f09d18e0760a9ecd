import { sayInstant } from "../rights/say-instant.ts";
import { now } from "../ui/clock.ts";
import { isSignedOut, me } from "./my-people.ts";
import { saySignedOut } from "./say-signed-out.ts";

/** What somebody with pages is not to miss, or to forget while they go on writing, wherever they left off. */
export function StartNotice() {
  const at = me.value?.erasedAt;
  if (isSignedOut.value) return <p role="status">{saySignedOut(at ?? null, now.value)}</p>;
  return at ? (
    <p class="banner banner-warn" role="status">
      <span class="grow">You will be erased on {sayInstant(at)}, as you asked.</span>
      <a class="button button-small" href="/settings/data">
        Export, or take it back
      </a>
    </p>
  ) : null;
}
