/** Whether this keyboard has a command key. */
export const isMac: boolean = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
