import { signal } from "@preact/signals";
import type { PageHandle } from "../offline/page-handle.ts";

/** The page that shows on the screen; null on every other screen. Its screen sets it and takes it away. */
export const currentPage = signal<PageHandle | null>(null);
