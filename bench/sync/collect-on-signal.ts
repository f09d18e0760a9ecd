// Loaded into a server before it starts: it then throws away its garbage when asked, so that memory can be told from
// what merely has not been collected yet.
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  globalThis.gc?.();
});
