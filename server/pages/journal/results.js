/** What a body gives back in a file: which lines were taken, and what is wrong with each other one (R086, R177). */

import { draw, h } from "/page/link/dom.js";
import { field, input } from "/page/journal/parts.js";
import { optionsOf } from "/page/journal/forms.js";
import { select, submitted } from "/page/staff/question.js";

const JSON_NAME = /\.json$/i;

export function resultsPane(house) {
  const { say, language, content, ask } = house;
  const bodies = content.units.filter((one) => one.kind !== "centre");
  const unit = select("results-unit", optionsOf(bodies, language));
  const file = input("results-file", { type: "file", accept: ".csv,.json,text/csv,application/json", required: true });
  const told = h("div", { id: "results-told", role: "status" });
  const send = async () => {
    const [chosen] = file.files;
    const isJson = JSON_NAME.test(chosen.name);
    const sent = new Blob([chosen], { type: isJson ? "application/json" : "text/csv" });
    draw(told);
    const came = await ask("POST", `/api/units/${unit.value}/results`, sent);
    if (came !== null) draw(told, ...outcome(came, house, isJson ? 0 : 1));
    file.value = "";
  };
  return h(
    "section",
    { id: "results" },
    h("h2", {}, say("results.title")),
    h("p", { class: "about" }, say("results.about")),
    h(
      "form",
      { class: "give", onsubmit: submitted(send) },
      field("results-unit", say("handover.unit"), unit),
      field("results-file", say("results.file"), file),
      h("button", { type: "submit", class: "primary", id: "results-send" }, say("results.do")),
    ),
    told,
  );
}

/** The lines as a table program counts them, with `heads` lines of names above. */
function outcome({ taken, faults }, { say, open }, heads) {
  const opens = (number) =>
    h("button", { type: "button", class: "number", onclick: () => open("entry", { number }) }, number);
  return [
    h("p", { id: "results-taken" }, say("results.taken", { n: taken.length }), " ", taken.map(opens)),
    faults.length > 0 && h("h3", {}, say("results.faults", { n: faults.length })),
    faults.length > 0 &&
      h(
        "table",
        { class: "faults" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            ["results.line", "column.number", "results.why"].map((key) => h("th", {}, say(key))),
          ),
        ),
        h(
          "tbody",
          {},
          faults.map((one) =>
            h("tr", {}, h("td", {}, String(one.line + heads)), h("td", {}, one.number), h("td", {}, one.text)),
          ),
        ),
      ),
  ].filter(Boolean);
}
