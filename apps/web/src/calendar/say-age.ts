const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** How long ago an instant is: "2 hours ago", "just now". */
export function sayAge(instant: string, now: Temporal.Instant): string {
  const milliseconds = now.epochMilliseconds - Temporal.Instant.from(instant).epochMilliseconds;
  const step = STEPS.find(([, size]) => milliseconds >= size);
  if (step === undefined) return "just now";
  const [unit, size] = step;
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-Math.floor(milliseconds / size), unit);
}
