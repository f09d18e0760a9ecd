import { signal } from "@preact/signals";
import type { PrivatePlace } from "../page/private-part.tsx";

/** Where somebody wants to write a private note; taken away by what then opens a field there. */
export const wantedNote = signal<{ pair: string; place: PrivatePlace } | null>(null);
