/** What the views of the journal are put together from. */

import { wall } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { clockTime } from "/page/link/words.js";

const two = (number) => String(number).padStart(2, "0");

/** "2026-11-30" as «30.11.2026». */
export const date = (iso) => (iso ? iso.slice(0, 10).split("-").reverse().join(".") : "");

/** A moment as «26.11.2026, 09:05», by the centre's clock. */
export function moment(iso) {
  const at = wall(Date.parse(iso));
  return `${two(at.day)}.${two(at.month)}.${at.year}, ${clockTime(at)}`;
}

/** The name of one of the content's things, in the language of the page. */
export const nameOf = (list, id, language) => list.find((one) => one.id === id)?.name[language] ?? id ?? "";

export const serviceOf = (content, id, language) =>
  content.services.find((one) => one.id === id)?.everyday[language] ?? id ?? "";

export const pathOf = (number) => `/api/journal/${number}`;

export const stateBadge = (entry, say) =>
  h("span", { class: `state ${entry.state}` }, say(`entry_state.${entry.state}`));

/** What is late, as a colour and in words. */
export const lateBadge = (late, say) => late && h("span", { class: "late" }, say(`late.${late}`));

export const field = (id, text, control) => h("div", { class: "field" }, h("label", { for: id }, text), control);

export const input = (id, attributes = {}) => h("input", { id, autocomplete: "off", maxlength: 300, ...attributes });

/** A date as people write it here, whatever language the browser has: «30.11.2026». */
export const dateInput = (id, { value = "", ...attributes } = {}) =>
  input(id, {
    value: date(value),
    inputmode: "decimal",
    placeholder: "30.11.2026",
    pattern: "\\d{1,2}\\.\\d{1,2}\\.\\d{4}",
    ...attributes,
  });

/** What was written there, as "2026-11-30"; empty for nothing. */
export function isoOf(field) {
  const [day, month, year] = field.value.trim().split(".");
  return year ? [year, month, day].map((part) => part.padStart(2, "0")).join("-") : "";
}

/** A paper to print: the browser opens it in a window of its own. */
export const paper = (id, path, text, attributes = {}) =>
  h("a", { id, class: "paper-link", href: path, target: "_blank", rel: "noopener", ...attributes }, text);

/** Buttons with the digits that press the first ten of them. `acts` are `[id, text, act]`; false ones are left out. */
export function numbered(acts) {
  const button = ([id, text, act], index) => {
    const digit = index < 10 ? String((index + 1) % 10) : null;
    return h(
      "button",
      { type: "button", id, "data-key": digit, onclick: act },
      digit && h("kbd", {}, digit),
      h("span", {}, text),
    );
  };
  return h("div", { class: "numbered", role: "group" }, acts.filter(Boolean).map(button));
}

/** A table of entries; arrows move among its rows, Enter opens one. */
export function entryTable(lines, { say, language, content, open }, first = false) {
  const row = (line, index) =>
    h(
      "tr",
      { class: line.late ? "late-row" : line.state === "annulled" ? "annulled" : null },
      h(
        "td",
        {},
        h(
          "button",
          {
            type: "button",
            class: "number",
            id: `entry-${line.number.replace("/", "-")}`,
            "data-first": first && index === 0,
            onclick: () => open("entry", { number: line.number }),
            onkeydown: alongRows,
          },
          line.number,
        ),
      ),
      h("td", {}, date(line.at)),
      h("td", {}, say(`entry_kind.${line.kind}`)),
      h("td", {}, serviceOf(content, line.service, language)),
      h("td", {}, line.name ?? ""),
      h("td", {}, stateBadge(line, say)),
      h("td", {}, date(line.due), " ", lateBadge(line.late, say)),
    );
  const heads = ["number", "date", "kind", "service", "applicant", "state", "due"];
  return h(
    "table",
    { class: "entries" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((head) => h("th", {}, say(`column.${head}`))),
      ),
    ),
    h("tbody", {}, lines.map(row)),
  );
}

function alongRows(event) {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const row = step && event.target.closest("tr")[step];
  if (!row) return;
  event.preventDefault();
  row.querySelector("button").focus();
}
