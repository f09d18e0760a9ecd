import { texts } from "./texts.ts";

/** Where an address leads nowhere. */
export function UnknownScreen() {
  return (
    <main class="join">
      <h1>{texts.missing.title}</h1>
      <p>{texts.missing.text}</p>
      <a class="button" href="/">
        {texts.missing.home}
      </a>
    </main>
  );
}
