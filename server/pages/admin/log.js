/** The access log: who saw or changed which record. */

import { h } from "/page/link/dom.js";
import { button, cell, field, input, moment, part, table } from "/page/admin/parts.js";
import { submitted } from "/page/staff/question.js";

const NUMBER = /^\d{4}\/[1-9]\d{0,6}$/;

export async function logView(house, { by = "", number = "", page = 1, wrong = false }) {
  const { say, ask, show } = house;
  const wanted = new URLSearchParams({ ...(by && { by }), ...(number && !wrong && { number }), page });
  const [found, known] = await Promise.all([ask("GET", `/api/access-log?${wanted}`), ask("GET", "/api/people")]);
  if (found === null || known === null) return null;
  const people = h(
    "select",
    { id: "by", onchange: (event) => show({ by: event.target.value, page: 1 }) },
    h("option", { value: "" }, say("admin.everybody")),
    known.people.map((one) => h("option", { value: one.person, selected: one.person === by }, one.name)),
  );
  const of = input("number", number, { placeholder: "2026/17", inputmode: "numeric" });
  const search = submitted(() => {
    const typed = of.value.trim();
    show({ number: typed, wrong: typed !== "" && !NUMBER.test(typed), page: 1 });
  });
  return part(
    say("admin.log_title"),
    say("admin.log_about"),
    h(
      "form",
      { class: "row", onsubmit: search },
      field("by", say("admin.by"), people),
      field("number", say("admin.number"), of),
      h("button", { type: "submit", id: "search", class: "primary" }, say("admin.search")),
    ),
    wrong && h("p", { class: "bad", role: "alert" }, say("admin.number_form")),
    table(
      [say("admin.at"), say("admin.by"), say("admin.what"), say("admin.number")],
      found.lines.map((line) => [
        cell(moment(line.at)),
        cell(line.by || say("admin.by_itself")),
        cell(say(`log.${line.what}`)),
        cell(line.number ?? say("admin.records", { n: line.records })),
      ]),
    ),
    found.total === 0 && h("p", { class: "about" }, say("admin.nothing")),
    found.pages > 1 &&
      h(
        "div",
        { class: "row" },
        button("newer", say("admin.newer"), () => show({ page: page - 1 }), { disabled: page <= 1 }),
        h("span", {}, say("admin.page", { page: found.page, pages: found.pages })),
        button("older", say("admin.older"), () => show({ page: page + 1 }), { disabled: page >= found.pages }),
      ),
  );
}
