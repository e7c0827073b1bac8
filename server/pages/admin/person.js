/** Everything kept about one person, on their request: the head ticks which of the entries found are theirs. */

import { h } from "/page/link/dom.js";
import { cell, field, input, moment, part, saved, table } from "/page/admin/parts.js";
import { submitted } from "/page/staff/question.js";

const NOBODY = { lines: [], total: 0 };

/** Each search is a line of the access log: what was found stays while it is ticked. */
export function personView(house, { text = "", found = NOBODY, ticked = [] }) {
  const { say, show, content, language } = house;
  const name = input("name", text);
  const tick = (number) => (event) =>
    show({ ticked: event.target.checked ? [...ticked, number] : ticked.filter((one) => one !== number) });
  const service = (id) => content.services.find((one) => one.id === id)?.everyday[language] ?? "";
  return part(
    say("admin.person_title"),
    say("admin.person_about"),
    h(
      "form",
      { class: "row", onsubmit: submitted(() => search(house, name.value.trim())) },
      field("name", say("admin.name_or_phone"), name),
      h("button", { type: "submit", id: "search", class: "primary" }, say("admin.search")),
    ),
    text && found.total === 0 && h("p", { class: "about" }, say("admin.nothing")),
    found.total > found.lines.length && h("p", { class: "bad" }, say("admin.too_many", { n: found.lines.length })),
    found.lines.length > 0 &&
      table(
        [say("admin.theirs"), say("admin.name"), say("admin.service"), say("admin.made_at")],
        found.lines.map((line) => [
          cell(
            h(
              "label",
              { class: "choice" },
              h("input", {
                type: "checkbox",
                id: `tick-${line.number.replace("/", "-")}`,
                checked: ticked.includes(line.number),
                onchange: tick(line.number),
              }),
              line.number,
            ),
          ),
          cell(line.name ?? "–"),
          cell(service(line.service)),
          cell(moment(line.at)),
        ]),
      ),
    ticked.length > 0 &&
      h(
        "div",
        { class: "row" },
        saved("save", `/api/person.json?numbers=${ticked.join(",")}`, say("admin.save_person", { n: ticked.length })),
      ),
  );
}

async function search({ ask, show }, text) {
  const found = text ? await ask("GET", `/api/journal?${new URLSearchParams({ text })}`) : NOBODY;
  if (found !== null) show({ text, found, ticked: [] });
}
