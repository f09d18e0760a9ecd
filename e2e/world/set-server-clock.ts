import { setClock } from "./set-clock.ts";

// Loaded by Node before the server, and before each of its threads.
setClock(Number(process.env.AHEAD_MILLISECONDS ?? 0));
