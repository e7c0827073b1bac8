/** The hub's time at the centre. A television box without a battery has any time; the hub's ticks put it right. */

let ahead = 0;
let offsetMinutes = -new Date().getTimezoneOffset();

/** Set the clock by a tick of the hub: an ISO time with its offset. */
export function hear(iso) {
  ahead = Date.parse(iso) - performance.now();
  offsetMinutes = offsetOf(iso) ?? offsetMinutes;
}

/** Before the first tick: the centre's time zone by its IANA name. */
export function inZone(name) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" }).formatToParts();
  offsetMinutes = offsetOf(parts.find((part) => part.type === "timeZoneName").value) ?? offsetMinutes;
}

/** Milliseconds since 1970 by the hub's clock (by the page's own until the first tick). */
export const now = () => performance.now() + (ahead || performance.timeOrigin);

/** The calendar day and time of day at the centre: year, month 1–12, day, weekday 0–6 (Monday 0), hour, minute. */
export function wall(ms = now()) {
  const at = new Date(ms + offsetMinutes * 60_000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: (at.getUTCDay() + 6) % 7,
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
  };
}

/** Whole minutes from an ISO time until now, never below 0. */
export const minutesSince = (iso) => Math.max(0, Math.floor((now() - Date.parse(iso)) / 60_000));

function offsetOf(iso) {
  const parts = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  if (!parts) return /Z|GMT$/.test(iso) ? 0 : null;
  return (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3]));
}
