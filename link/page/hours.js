/** The centre's opening hours out of the content's schedule. */

import { clockTime } from "/page/link/words.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 60;

/** «09:00:00» → «09:00». */
export const short = (time) => time.slice(0, 5);

/**
 * The week as runs of equal days: `{ first, last, opens, closes }` with weekdays 0–6 and times «09:00»;
 * `opens` is null on days off.
 */
export function week(schedule) {
  const runs = [];
  DAYS.forEach((day, index) => {
    const hours = schedule.hours.find((entry) => entry.day === day);
    const opens = hours ? short(hours.opens) : null;
    const closes = hours ? short(hours.closes) : null;
    const run = runs.at(-1);
    if (run && run.opens === opens && run.closes === closes) run.last = index;
    else runs.push({ first: index, last: index, opens, closes });
  });
  return runs;
}

/** Whether the schedule has the centre open at a moment of the wall clock (lunch counts as open). */
export function isOpenAt(schedule, wall) {
  const hours = hoursOn(schedule, wall.weekday, isoDate(Date.UTC(wall.year, wall.month - 1, wall.day)));
  return hours !== null && short(hours.opens) <= clockTime(wall) && clockTime(wall) < short(hours.closes);
}

/** Whether nobody is expected: the day is a day off, or it is more than an hour before its opening or after its end. */
export function isNight(schedule, wall) {
  const hours = hoursOn(schedule, wall.weekday, isoDate(Date.UTC(wall.year, wall.month - 1, wall.day)));
  if (hours === null) return true;
  const minute = wall.hour * 60 + wall.minute;
  return minute < minutes(hours.opens) - 60 || minute >= minutes(hours.closes) + 60;
}

/** The next opening after a moment of the wall clock: `{ year, month, day, weekday, time }`, or null. */
export function nextOpening(schedule, wall) {
  const midnight = Date.UTC(wall.year, wall.month - 1, wall.day);
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead += 1) {
    const date = new Date(midnight + ahead * DAY_MS);
    const weekday = (date.getUTCDay() + 6) % 7;
    const hours = hoursOn(schedule, weekday, isoDate(date));
    if (hours === null || (ahead === 0 && clockTime(wall) >= short(hours.opens))) continue;
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      weekday,
      time: short(hours.opens),
    };
  }
  return null;
}

/** Whether the wall clock is within the lunch break. */
export function atLunch(schedule, wall) {
  if (!schedule.lunch_from || !schedule.lunch_until) return false;
  return short(schedule.lunch_from) <= clockTime(wall) && clockTime(wall) < short(schedule.lunch_until);
}

const minutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The name of a weekday in the content, of 0–6. */
export const dayName = (weekday) => DAYS[weekday];

function hoursOn(schedule, weekday, iso) {
  if (schedule.closed.includes(iso)) return null;
  return schedule.hours.find((entry) => entry.day === DAYS[weekday]) ?? null;
}

const isoDate = (date) => new Date(date).toISOString().slice(0, 10);
