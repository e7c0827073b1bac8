/** Numbers given and called by hand: a visitor without a kiosk (R032), and a kiosk that is cut off. */

import { h } from "/page/link/dom.js";
import { LANGUAGES } from "/page/link/words.js";
import { adviceOf } from "/page/staff/print.js";
import { choice, form, newKey, question, select, sending, submitted, title } from "/page/staff/question.js";

const ALSO_MAX = 4;
const NUMBER_MAX = 999_999;

/** The services of the content, those of this desk first. */
function servicesOf({ content, picture, language }) {
  const here = (one) => picture.services.includes(one.id);
  return [...content.services]
    .sort((a, b) => Number(here(b)) - Number(here(a)))
    .map((one) => ({ value: one.id, text: one.everyday[language] }));
}

/** What a ticket is for: the service and up to four others, the village, the language. */
export function askTicket(seen) {
  const { say, content, language } = seen;
  const service = select("service", servicesOf(seen), { "data-first": true });
  const also = alsoField(seen);
  const villages = content.villages.map((one) => ({
    value: one.id,
    text: one.name[language] + (one.out_of_turn ? ` ◆ ${say("rank.out_of_turn")}` : ""),
  }));
  const village = select("village", [{ value: "", text: say("visitor.village_unknown") }, ...villages]);
  const languages = h(
    "fieldset",
    {},
    h("legend", {}, say("visitor.language")),
    LANGUAGES.map((one) => choice("language", one, say(`language.${one}`), one === "ky")),
  );
  const key = newKey();
  return form(
    say,
    say("issue.title"),
    [
      h("label", { for: "service" }, say("transfer.service")),
      service,
      also.element,
      h("label", { for: "village" }, say("visitor.village")),
      village,
      languages,
    ],
    say("issue.confirm"),
    () => ({
      key,
      service: service.value,
      also: also.value().filter((one) => one !== service.value),
      village: village.value || null,
      language: languages.querySelector("input:checked").value,
    }),
  );
}

/** Choosing another service makes room for one more. */
function alsoField(seen) {
  const { say } = seen;
  const element = h("div", { class: "also" });
  const nothing = { value: "", text: say("issue.nothing_else") };
  const fields = () => [...element.querySelectorAll("select")];
  const value = () => [...new Set(fields().map((one) => one.value))].filter(Boolean);
  function grow() {
    if (fields().length === ALSO_MAX || fields().some((one) => one.value === "")) return;
    const label = say("issue.also");
    element.append(
      select(`also-${fields().length + 1}`, [nothing, ...servicesOf(seen)], { "aria-label": label, onchange: grow }),
    );
  }
  element.append(h("span", { class: "label" }, say("issue.also")));
  grow();
  return { element, value };
}

/**
 * The ticket is given, or the code told or written down. Resolves to what became of the paper when it was printed
 * `again`, or null.
 */
export function tellCode(say, { code, ahead, paper }, again) {
  const out = ["printed", "sent"].includes(paper?.outcome);
  return question((answer) => {
    const { error, ask } = sending(answer, again);
    return [
      h(
        "form",
        { onsubmit: submitted(() => answer(null)) },
        title(say(out ? `issue.${paper.outcome}` : "issue.told")),
        h("p", { class: "told" }, code),
        h("p", { class: "about" }, say("issue.told_about", { n: ahead })),
        paper &&
          !out &&
          h("p", { class: "about", id: "paper" }, say(`print.${paper.outcome}`), " ", adviceOf(paper.outcome, paper.notice, say)),
        error,
        h(
          "div",
          { class: "buttons" },
          paper &&
            !out &&
            h(
              "button",
              { type: "button", id: "again", onclick: ask },
              say(paper.outcome === "unknown" ? "print.copy" : "print.again"),
            ),
          h("button", { class: "primary", id: "confirm", type: "submit", "data-first": true }, say("issue.close")),
        ),
      ),
    ];
  });
}

/** A number whose kiosk the hub does not hear: its kiosk, the number, the service. */
export function askByHand(seen) {
  const { say, picture } = seen;
  const silent = picture.notices.find(({ code }) => code === "kiosk_silent")?.values.kiosk;
  const lanes = [...picture.lanes].sort((a, b) => Number(b.kiosk === silent) - Number(a.kiosk === silent));
  const nextOf = (kiosk) => String(lanes.find((lane) => lane.kiosk === kiosk).highest + 1);
  const number = h("input", {
    id: "number",
    type: "number",
    min: 1,
    max: NUMBER_MAX,
    required: true,
    value: nextOf(lanes[0].kiosk),
    "data-first": true,
  });
  const kiosk = select(
    "kiosk",
    lanes.map((lane) => ({
      value: lane.kiosk,
      text: `${lane.letter} · ${say("byhand.kiosk", { kiosk: lane.kiosk })}`,
    })),
    { onchange: () => (number.value = nextOf(kiosk.value)) },
  );
  const service = select("service", servicesOf(seen));
  return form(
    say,
    say("byhand.title"),
    [
      h("p", { class: "about" }, say("byhand.about")),
      h("label", { for: "kiosk" }, say("byhand.letter")),
      kiosk,
      h("label", { for: "number" }, say("byhand.number")),
      number,
      h("label", { for: "service" }, say("transfer.service")),
      service,
    ],
    say("byhand.confirm"),
    () => ({ kiosk: kiosk.value, number: Number(number.value), service: service.value }),
  );
}
