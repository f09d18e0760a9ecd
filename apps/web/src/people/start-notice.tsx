import { sayInstant } from "../rights/say-instant.ts";
import { isSignedOut, me } from "./my-people.ts";

/** What somebody with pages is not to miss, or to forget while they go on writing, wherever they left off. */
export function StartNotice() {
  if (isSignedOut.value)
    return <p role="status">You are signed out. Sign in, and what you write reaches the server again.</p>;
  const at = me.value?.erasedAt;
  return at ? (
    <p class="banner banner-warn" role="status">
      <span class="grow">You will be erased on {sayInstant(at)}, as you asked.</span>
      <a class="button button-small" href="/settings/data">
        Export, or take it back
      </a>
    </p>
  ) : null;
}
