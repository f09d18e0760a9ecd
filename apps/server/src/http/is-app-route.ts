/** First parts of the addresses that the web app has screens for. */
const APP_ROUTES = new Set([
  "actions",
  "artifacts",
  "capture",
  "handbook",
  "i",
  "join-workspace",
  "operator",
  "p",
  "people",
  "planner",
  "print",
  "questions",
  "search",
  "settings",
  "setup",
  "sign-in",
  "themes",
  "workspace",
]);

/** Whether the web app has a screen at this path; which one, and whether its ids exist, only the app can say. */
export function isAppRoute(path: string): boolean {
  return path === "/" || APP_ROUTES.has(path.split("/")[1] ?? "");
}
