/** Hands a text to the browser as a file. */
export function download(name: string, type: string, text: string): void {
  downloadBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = safeFileName(name);
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it once the click has returned; some begin a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Signs that some file system does not take become spaces. */
function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those no file name takes
  return name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, " ").trim();
}
