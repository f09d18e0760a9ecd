/**
 * Sets the clock of whatever it runs in ahead, and lets it go on from there: a browser's page, or a server before anything of
 * it is loaded. Nothing of the product knows of it. Stands on its own, since browsers are sent its text.
 */
export function setClock(aheadMilliseconds: number): void {
  const before = Date.now.bind(Date);
  Date.now = () => before() + aheadMilliseconds;
  const shifted = new Proxy(Date, {
    construct: (real, given, self) =>
      given.length === 0 ? new real(real.now()) : (Reflect.construct(real, given, self) as object),
  });
  Date.prototype.constructor = shifted;
  globalThis.Date = shifted;
  if (!("Temporal" in globalThis)) return; // one that is made of Date needs nothing more
  const { Now, Instant } = Temporal;
  const instant = () => Instant.fromEpochMilliseconds(Date.now());
  const zoned = (zone: Temporal.TimeZoneLike = Now.timeZoneId()) => instant().toZonedDateTimeISO(zone);
  Now.instant = instant;
  Now.zonedDateTimeISO = zoned;
  Now.plainDateTimeISO = (zone) => zoned(zone).toPlainDateTime();
  Now.plainDateISO = (zone) => zoned(zone).toPlainDate();
  Now.plainTimeISO = (zone) => zoned(zone).toPlainTime();
}
