import { render } from "preact";
import "./ui/layers.css";
import "./ui/tokens.css";
import "./ui/fonts.css";
import "./ui/base.css";
import "./ui/buttons.css";
import "./ui/fields.css";
import "./ui/layout.css";
import "./ui/marks.css";
import "./ui/tabs.css";
import "./ui/dialog.css";
import "./ui/menu.css";
import "./ui/toasts.css";
import "./ui/screen.css";
import "./offline/first-ticket.ts";
import { ensureTemporal } from "./people/ensure-temporal.ts";
import { applyPreferences } from "./settings/preferences.ts";
import { keepFocusInView } from "./ui/keep-focus-in-view.ts";

applyPreferences(document.documentElement);
// Routes decode what stands in an address, which breaks where an escape is not whole: such an address leads nowhere.
try {
  decodeURI(location.pathname);
} catch {
  history.replaceState(null, "", "/unknown");
}
// Asked for now, they are here when the first text is drawn; see fonts.css.
for (const face of ["Atkinson Hyperlegible Next Variable", "Literata Variable"]) {
  void document.fonts.load(`1rem "${face}"`).catch(() => []);
}
// Dates are reckoned with Temporal while the modules of the app are read: it has to be there before them.
await ensureTemporal();
const [{ App }, { startClock }, { registerServiceWorker }] = await Promise.all([
  import("./routes.tsx"),
  import("./ui/clock.ts"),
  import("./update/register-service-worker.ts"),
]);
const root = document.getElementById("app");
if (root) render(<App />, root);
startClock();
keepFocusInView(window);
// After the page itself, so that keeping the app for later does not slow it now; the page may well be loaded by then.
if (import.meta.env.PROD) {
  if (document.readyState === "complete") void registerServiceWorker();
  else addEventListener("load", () => void registerServiceWorker());
}
