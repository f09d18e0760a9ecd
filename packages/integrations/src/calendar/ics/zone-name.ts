import windowsZones from "./windows-zones.json" with { type: "json" };

/** What the display names of zones call them that are not named after cities, with where that is. */
const SPOKEN: Readonly<Record<string, string>> = {
  eastern: "America/New_York",
  "eastern time": "America/New_York",
  "indiana (east)": "America/Indiana/Indianapolis",
  central: "America/Chicago",
  "central time": "America/Chicago",
  mountain: "America/Denver",
  "mountain time": "America/Denver",
  pacific: "America/Los_Angeles",
  "pacific time": "America/Los_Angeles",
  "atlantic time": "America/Halifax",
  newfoundland: "America/St_Johns",
  alaska: "America/Anchorage",
  hawaii: "Pacific/Honolulu",
  arizona: "America/Phoenix",
  saskatchewan: "America/Regina",
  "central america": "America/Guatemala",
  greenland: "America/Nuuk",
  "west central africa": "Africa/Lagos",
  "cape verde islands": "Atlantic/Cape_Verde",
  "greenwich mean time": "Europe/London",
  "coordinated universal time": "UTC",
  "abu dhabi": "Asia/Dubai",
  beijing: "Asia/Shanghai",
  bern: "Europe/Zurich",
  bombay: "Asia/Kolkata",
  calcutta: "Asia/Kolkata",
  canberra: "Australia/Sydney",
  chennai: "Asia/Kolkata",
  ekaterinburg: "Asia/Yekaterinburg",
  harare: "Africa/Harare",
  islamabad: "Asia/Karachi",
  kathmandu: "Asia/Kathmandu",
  kiev: "Europe/Kyiv",
  "midway island": "Pacific/Midway",
  mumbai: "Asia/Kolkata",
  "new delhi": "Asia/Kolkata",
  osaka: "Asia/Tokyo",
  brasilia: "America/Sao_Paulo",
  "sri jayawardenepura": "Asia/Colombo",
  wellington: "Pacific/Auckland",
};

let places: Map<string, string> | null = null;
let windows: Map<string, string> | null = null;

/**
 * The IANA zone that a name means: IANA's own in any case, what Windows calls it, what Windows shows of it, or a path
 * that ends in one.
 *
 * @returns null where the name alone doesn't say.
 */
export function zoneOfName(name: string): string | null {
  const text = name.trim().replace(/^"|"$/g, "");
  if (text === "") return null;
  return known(text) ?? windowsZone(text) ?? pathEnd(text) ?? spoken(text);
}

/** An offset that stands in a name, such as `GMT+01:00`; milliseconds east of UTC. */
export function offsetInName(name: string): number | null {
  const found =
    /(?:UTC|GMT)\s*([+-])\s?(\d{1,2}):?(\d{2})?/i.exec(name) ?? /^([+-])(\d{2}):?(\d{2})$/.exec(name.trim());
  if (!found) return null;
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
  return minutes > 15 * 60 ? null : (found[1] === "-" ? -1 : 1) * minutes * 60_000;
}

function known(text: string): string | null {
  if (/^[+-]/.test(text)) return null; // an offset is no zone: whoever writes one has clocks that change all the same
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
  } catch {
    return null;
  }
}

function windowsZone(text: string): string | null {
  windows ??= new Map(
    Object.entries(windowsZones).flatMap(([each, id]) => (each === "//" ? [] : [[each.toLowerCase(), id] as const])),
  );
  return windows.get(text.toLowerCase()) ?? null;
}

/** `/vendor/20011030_5/America/Chicago`, `custom_Pacific/Fiji`, `US-Eastern` */
function pathEnd(text: string): string | null {
  const parts = text
    .replace(/^custom_/i, "")
    .split("/")
    .filter((part) => part !== "");
  for (const length of [3, 2]) {
    const end = parts.slice(-length);
    const found = end.length === length && parts.length >= length ? known(end.join("/")) : null;
    if (found !== null) return found;
  }
  if (parts.length === 1 && /^[a-z]+-[a-z_]+$/i.test(text)) return known(text.replace("-", "/"));
  return null;
}

/** `(UTC+07:00) Bangkok, Hanoi, Jakarta`, `Eastern Time (US & Canada)` */
function spoken(text: string): string | null {
  const offset = offsetInName(text);
  const shown = text.replace(/^\((?:UTC|GMT)[^)]*\)\s*/i, "").replace(/\((?:US|Canada|Mexico)[^)]*\)/gi, "");
  places ??= placesOfZones();
  for (const part of shown.split(/[,;:/]| - /)) {
    const name = part.trim().toLowerCase();
    const id = SPOKEN[name] ?? places.get(plain(name));
    if (id !== undefined && (offset === null || winterOffset(id) === offset)) return id;
  }
  return null;
}

function placesOfZones(): Map<string, string> {
  const found = new Map<string, string>();
  for (const id of Intl.supportedValuesOf("timeZone")) {
    found.set(
      plain(
        id
          .slice(id.lastIndexOf("/") + 1)
          .replaceAll("_", " ")
          .toLowerCase(),
      ),
      id,
    );
  }
  return found;
}

function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "");
}

/** The display names count from the standard time of a zone. */
function winterOffset(id: string): number {
  const offsets = ["2026-01-15T12:00Z", "2026-07-15T12:00Z"].map(
    (at) => Temporal.Instant.from(at).toZonedDateTimeISO(id).offsetNanoseconds / 1e6,
  );
  return Math.min(...offsets);
}
