/** The needs that people voice: classified, passed on, answered (R118–R120). */

import { h } from "/page/link/dom.js";
import { date, nameOf } from "/page/journal/parts.js";
import { askNeed, askPassed } from "/page/journal/need_questions.js";

export async function needsView(house, { page = 1 }) {
  const { say, ask, send, open } = house;
  const found = await ask("GET", `/api/needs?page=${page}`);
  if (found === null) return null;
  const add = async () => {
    if ((await askNeed(house)((need) => send("POST", "/api/needs", need))) !== null) open("needs");
  };
  const pass = async (need) => {
    const done = await askPassed(house, need)((passed) => send("PUT", `/api/needs/${need.id}`, passed));
    if (done !== null) open("needs", { page });
  };
  return [
    h(
      "section",
      {},
      h(
        "p",
        {},
        h(
          "button",
          { type: "button", class: "primary", id: "add-need", "data-first": true, onclick: add },
          say("need.title"),
        ),
      ),
      found.needs.length === 0
        ? h("p", { class: "about" }, say("need.none"))
        : h(
            "ul",
            { class: "needs" },
            found.needs.map((need) => needLine(need, house, pass)),
          ),
      found.pages > page &&
        h(
          "button",
          { type: "button", id: "page-after", onclick: () => open("needs", { page: page + 1 }) },
          say("search.after"),
        ),
    ),
  ];
}

const needLine = (need, { say, language, content }, pass) =>
  h(
    "li",
    {},
    h("strong", {}, nameOf(content.need_kinds, need.category, language)),
    ` · ${say(`level.${need.level}`)}${need.village ? ` · ${nameOf(content.villages, need.village, language)}` : ""} · ${date(need.at)}`,
    need.gender && h("span", { class: "badge" }, say("need.gender_short")),
    h("p", {}, need.text),
    need.passed_on && h("p", {}, say("need.passed", { to: need.addressee ?? "", date: date(need.passed_on) })),
    need.answer && h("p", {}, `${say("need.answer")}: ${need.answer} (${date(need.answered_on)})`),
    h("button", { type: "button", id: `pass-${need.id}`, onclick: () => pass(need) }, say("need.pass")),
  );
