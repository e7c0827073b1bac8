/** What goes to each body by the next working day (R081), the lists of today to sign (R083), and results in files. */

import { h } from "/page/link/dom.js";
import { date, field, input, moment, nameOf, paper, serviceOf } from "/page/journal/parts.js";
import { resultsPane } from "/page/journal/results.js";
import { once, submitted } from "/page/staff/question.js";

export async function handOverView(house) {
  const { say, ask } = house;
  const [due, lists] = await Promise.all([ask("GET", "/api/handovers/due"), ask("GET", "/api/handovers")]);
  if (due === null || lists === null) return null;
  return [
    due.length === 0
      ? h("section", {}, h("p", { class: "about", id: "nothing-due" }, say("handover.nothing")))
      : due.map((body, index) => bodyForm(body, index, house)),
    h(
      "section",
      {},
      h("h2", {}, say("handover.today")),
      lists.length === 0
        ? h("p", { class: "about" }, say("handover.none_today"))
        : h(
            "ul",
            { class: "lists" },
            lists.map((list) => listLine(list, house)),
          ),
    ),
    resultsPane(house),
  ].flat();
}

/** The entries that wait for one body, each ticked; unticked ones stay. */
function bodyForm({ unit, lines }, index, house) {
  const { say, language, content, ask, open, tell } = house;
  const takenBy = input(`taken-by-${unit}`, { required: true, "data-first": index === 0 });
  const ticks = lines.map((line) =>
    h("input", { type: "checkbox", id: `hand-${line.number.replace("/", "-")}`, checked: true }),
  );
  const give = async () => {
    const chosen = lines.filter((_, at) => ticks[at].checked);
    const entries = chosen.map(({ number }) => ({ number, documents: null, what: "", due: null }));
    if (entries.length === 0) return;
    const list = await ask("POST", "/api/handovers", { unit, taken_by: takenBy.value.trim(), entries });
    if (list === null) return;
    await open("handover");
    tell(say("handover.done", { n: entries.length }));
    document.getElementById(`list-${list.id}`)?.focus();
  };
  return h(
    "section",
    { id: `body-${unit}` },
    h("h2", {}, nameOf(content.units, unit, language), " ", h("span", { class: "count" }, String(lines.length))),
    h(
      "form",
      { onsubmit: submitted(once(give)) },
      h(
        "ul",
        { class: "to-hand" },
        lines.map((line, at) =>
          h(
            "li",
            { class: line.late ? "late-row" : null },
            h(
              "label",
              { class: "choice", for: ticks[at].id },
              ticks[at],
              h("strong", {}, line.number),
              ` ${[serviceOf(content, line.service, language), partOf(content, line, unit, language), papersOf(line)].filter(Boolean).join(" · ")}`,
            ),
            h(
              "span",
              {},
              say("handover.by", { date: date(line.hand_over_by) }),
              " ",
              line.late && h("span", { class: "late" }, say("late.hand_over")),
            ),
          ),
        ),
      ),
      h(
        "div",
        { class: "give" },
        field(`taken-by-${unit}`, say("handover.taken_by"), takenBy),
        h("button", { type: "submit", class: "primary", id: `give-${unit}` }, say("handover.do")),
      ),
    ),
  );
}

const papersOf = (line) => line.documents.map((one) => one.name).join(", ");

/** What this body has to do, in a service that several take part in. */
const partOf = (content, line, unit, language) =>
  content.services.find((one) => one.id === line.service)?.route.find((stop) => stop.unit === unit)?.what[language];

const listLine = (list, { say, language, content, printer }) =>
  h(
    "li",
    {},
    `${moment(list.at)} · ${nameOf(content.units, list.unit, language)} · ${list.lines.map((line) => line.number).join(", ")} · `,
    say("handover.who", { gave: list.given_by, took: list.taken_by }),
    " ",
    printer.beside(
      paper(`list-${list.id}`, `/api/handovers/${list.id}/list.pdf`, say("handover.paper")),
      `here-list-${list.id}`,
      "list",
      String(list.id),
      language,
    ),
  );
