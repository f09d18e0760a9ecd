import ICAL from "ical.js";

/** When an event takes place by another's reader, in UTC: the first few times of a series. */
export function timesOf(text: string, most: number): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const component = calendar.getFirstSubcomponent("vevent");
  if (!component) return [];
  const times = new ICAL.Event(component).iterator();
  const read: string[] = [];
  for (let at = times.next(); at && read.length < most; at = times.next()) read.push(at.toJSDate().toISOString());
  return read;
}
