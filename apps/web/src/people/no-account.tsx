import { isSignedOut, me } from "./my-people.ts";

/** What beginning a page means for whoever is not signed in: nobody becomes somebody new without being told. */
export function NoAccount() {
  const wasHere = me.value !== null && isSignedOut.value;
  return (
    <p class="meta">
      {wasHere ? "You are signed out. " : "You need no account: this browser will know you as somebody new. "}
      <a href="/sign-in">{wasHere ? "Sign in first" : "Sign in instead"}</a>
      {wasHere
        ? " so that the page begins as yours."
        : " if you have been here before, so that the page stands with your others."}
    </p>
  );
}
