import { sayWall } from "./write-zone.ts";

/** A property with a time: a wall clock, YYYY-MM-DDTHH:MM, in a zone that this machine knows. */
export function timeLine(name: string, wall: string, zone: string): string {
  return timesLine(name, [wall], zone);
}

export function timesLine(name: string, walls: readonly string[], zone: string): string {
  const said = walls.map((wall) => `${wall.slice(0, 16).replace(/[-:]/g, "")}00${zone === "UTC" ? "Z" : ""}`).join(",");
  return zone === "UTC" ? `${name}:${said}` : `${name};TZID=${zone}:${said}`;
}

/** @param until ISO instant of the last time, always written in UTC; null: it goes on. */
export function ruleLine(everyWeeks: number, until: string | null): string {
  const end = until === null ? "" : `;UNTIL=${sayWall(Date.parse(until))}Z`;
  return `RRULE:FREQ=WEEKLY${everyWeeks === 1 ? "" : `;INTERVAL=${everyWeeks}`}${end}`;
}
