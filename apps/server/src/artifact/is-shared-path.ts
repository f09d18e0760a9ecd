/** Whether a path is of what links to artifacts open. */
export function isSharedPath(path: string): boolean {
  return path === "/s" || path.startsWith("/s/");
}
