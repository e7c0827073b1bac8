/** What the views of the administration are put together from. */

import { wall } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { clockTime } from "/page/link/words.js";

const two = (number) => String(number).padStart(2, "0");

/** A moment as «26.11.2026, 09:05», by the centre's clock. */
export function moment(iso) {
  const at = wall(Date.parse(iso));
  return `${two(at.day)}.${two(at.month)}.${at.year}, ${clockTime(at)}`;
}

export const part = (title, about, ...children) =>
  h("section", {}, h("h2", {}, title), about && h("p", { class: "about" }, about), ...children);

/** `columns` are the words over them; each row is a list of cells. */
export const table = (columns, rows) =>
  h(
    "table",
    {},
    h("thead", {}, h("tr", {}, columns.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells))),
  );

export const cell = (...children) => h("td", {}, ...children);

export const button = (id, text, act, attributes = {}) =>
  h("button", { type: "button", id, onclick: act, ...attributes }, text);

export const field = (id, text, control) => h("div", { class: "field" }, h("label", { for: id }, text), control);

export const input = (id, value = "", attributes = {}) =>
  h("input", { id, value, autocomplete: "off", maxlength: 300, ...attributes });

/** Something the browser saves as a file. */
export const saved = (id, path, text) => h("a", { id, class: "button", href: path, download: true }, text);
