/** Texts and dates in Kyrgyz, Russian and English. Own tables: browsers know no Kyrgyz dates and give English ones. */

import { ask } from "/page/link/hub.js";

export const LANGUAGES = ["ky", "ru", "en"];
export const LANGUAGE_NAMES = { ky: "Кыргызча", ru: "Русский", en: "English" };

/**
 * `say(key, values)` for one room, or several, in one language; a key without a text comes back as itself.
 * Throws `Refused`.
 */
export async function words(rooms, language) {
  const found = await Promise.all([rooms].flat().map((room) => ask("GET", `/api/texts/${room}/${language}`)));
  const texts = Object.assign({}, ...found);
  const say = (key, values = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  say.has = (key) => key in texts;
  say.language = language;
  return say;
}

const MONTHS = {
  ky: [
    "январы",
    "февралы",
    "марты",
    "апрели",
    "майы",
    "июну",
    "июлу",
    "августу",
    "сентябры",
    "октябры",
    "ноябры",
    "декабры",
  ],
  ru: [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

const WEEKDAYS = {
  ky: ["дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума", "ишемби", "жекшемби"],
  ru: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

/** The name of a weekday, 0 = Monday. */
export const weekday = (index, language) => WEEKDAYS[language][index];

/** «2026-жылдын 23-ноябры, дүйшөмбү». `day` has year, month 1–12, day and weekday 0–6 (Monday 0). */
export function longDate({ year, month, day, weekday: index }, language) {
  const name = MONTHS[language][month - 1];
  const of = WEEKDAYS[language][index];
  if (language === "ky") return `${year}-жылдын ${day}-${name}, ${of}`;
  if (language === "ru") return `${day} ${name} ${year} г., ${of}`;
  return `${of}, ${day} ${name} ${year}`;
}

/** «09:05». */
export const clockTime = ({ hour, minute }) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;

/** +996312123456 as «+996 312 123 456», in one line; a short number as it is. */
export const phone = (number) => number.replace(/^(\+996)(\d{3})(\d{3})(\d{3})$/, "$1\u00a0$2\u00a0$3\u00a0$4");
