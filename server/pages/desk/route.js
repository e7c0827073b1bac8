/** The route sheet of a service that several bodies take part in: where to go, in which order, when, whom to ask (R111). */

import { wall } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { short, week } from "/page/link/hours.js";
import { longDate, phone, weekday, words } from "/page/link/words.js";
import { question } from "/page/staff/question.js";

/** Shown and printed in the visitor's language, whatever the operator's is. */
export async function showRoute(ticket, { content, say }) {
  const service = content.services.find((one) => one.id === ticket.service);
  const { language } = ticket;
  const theirs = await words("desk", language);
  const stops = service.route.map((stop, index) => stopOf(stop, index, { content, language, say: theirs }));
  return question(
    (answer) => [
      h(
        "article",
        { class: "paper", lang: language },
        h("p", {}, content.centre.name[language]),
        h("h2", { id: "question" }, theirs("act.route")),
        h("p", { class: "what-for" }, service.everyday[language]),
        h("p", {}, theirs("route.about")),
        h("ol", {}, stops),
        h("p", { class: "made" }, theirs("route.date", { date: longDate(wall(), language) })),
      ),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", id: "close", onclick: () => answer(null) }, say("common.close"), h("kbd", {}, "Esc")),
        h(
          "button",
          { type: "button", id: "print", class: "primary", "data-first": true, onclick: () => print() },
          say("common.print"),
        ),
      ),
    ],
    "sheet",
  );
}

function stopOf(stop, index, { content, language, say }) {
  const unit = content.units.find((one) => one.id === stop.unit);
  const term = stop.term && say(`service.${stop.term.unit}`, { n: stop.term.amount });
  return h(
    "li",
    {},
    h("p", {}, h("strong", {}, `${index + 1}. ${unit.name[language]}`)),
    h("p", {}, stop.what[language], term && `. ${say("route.term", { term })}`),
    h("p", {}, unit.address[language]),
    h("p", {}, hoursOf(unit.schedule, language, say)),
    unit.contacts.map((one) => h("p", {}, `${one.name[language]}, ${one.post[language]}: ${phone(one.phone)}`)),
  );
}

function hoursOf(schedule, language, say) {
  const days = week(schedule)
    .filter((run) => run.opens !== null)
    .map(({ first, last, opens, closes }) => {
      const names = [...new Set([first, last])].map((day) => weekday(day, language)).join("–");
      return `${names} ${opens}–${closes}`;
    });
  const lunch =
    schedule.lunch_from &&
    say("route.lunch", { from: short(schedule.lunch_from), until: short(schedule.lunch_until) });
  return [...days, lunch].filter(Boolean).join("; ");
}
