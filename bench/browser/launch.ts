import { type Browser, chromium } from "playwright-core";

// Chromium's own address bar is a web app of four hundred files by now, which would start beside what is measured.
const WITHOUT = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "OmniboxAimPopup"];

/** The system's Chromium, or the one that `CHROMIUM` names. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--headless=new", `--disable-features=${WITHOUT.join(",")}`],
  });
}
