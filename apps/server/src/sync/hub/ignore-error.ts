/** A socket's error that needs nothing done: it ends by itself. One listener for all, for there are tens of thousands. */
export function ignoreError(): void {}
