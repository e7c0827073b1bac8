/** The evaluation sheets of a quarter as sums, and keying in one from paper (R157). */

import { h } from "/page/link/dom.js";
import { buttons, newKey, question, sending, title } from "/page/staff/question.js";

const ANSWERS = ["fully", "partly", "not", "hard_to_say"];
const SEXES = ["female", "male"];
const AGES = ["under_18", "to_29", "to_44", "to_59", "from_60"];
const WHICH = ["informal_queue", "paid_office", "paid_information", "unlawful_papers", "other"];
const RATED = ["hours", "rooms", "queue", "time", "skill", "care", "whole", "information"];
const WORDS_MAX = 400;

const some = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What the sheets say together, in the kiosk's words; `keyIn` is null for who only looks. */
export function sheetsPane({ say, seen, keyIn }) {
  const all = some(seen.sheets);
  const rated = seen.ratings.filter(({ answers }) => some(answers) > 0);
  return h(
    "section",
    { class: "sheets" },
    h("h2", {}, say("sheets.title", { since: seen.since, until: seen.until })),
    h("p", {}, all === 0 ? say("sheets.none") : say("sheets.count", seen.sheets)),
    rated.length > 0 && table(say, rated),
    rated.some(({ shares }) => shares === null) && h("p", { class: "soft" }, say("sheets.few")),
    seen.unjustified > 0 && h("p", {}, say("sheets.unjustified", { n: seen.unjustified }), " ", kinds(say, seen.which)),
    all > 0 && h("p", {}, say("sheets.corruption", { n: seen.corruption })),
    keyIn !== null && h("button", { type: "button", id: "key-in", onclick: keyIn }, say("sheets.key_in")),
  );
}

const kinds = (say, which) =>
  WHICH.filter((one) => which[one] > 0)
    .map((one) => `${say(`which.${one}`)}: ${which[one]}`)
    .join("; ");

function table(say, rated) {
  const heads = ["", ...ANSWERS.map((answer) => say(`rate.${answer}`)), say("sheets.index")];
  const cell = ({ answers, shares }, answer) =>
    shares === null ? String(answers[answer]) : `${answers[answer]} (${Math.round(shares[answer] * 100)} %)`;
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      h("tr", {}, heads.map((head, at) => h("th", { scope: "col", class: at > 0 && "number" }, head))),
    ),
    h(
      "tbody",
      {},
      rated.map((rating) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, say(`ask.${rating.parameter}`)),
          ANSWERS.map((answer) => h("td", { class: "number" }, cell(rating, answer))),
          h("td", { class: "number" }, rating.index === null ? "–" : rating.index.toFixed(2)),
        ),
      ),
    ),
  );
}

/** The questions of a sheet, as on paper, until `send` has handed it in. Resolves to null when cancelled. */
export function askSheet(say, content, language, today, send) {
  return question((answer) => {
    const key = newKey();
    const field = (id, label, control) => [h("label", { for: id }, label), control];
    const choice = (id, label, values) =>
      field(
        id,
        label,
        h("select", { id }, h("option", { value: "" }, "–"), values.map(([value, text]) => h("option", { value }, text))),
      );
    const yesNo = (id) => choice(id, say(`ask.${id}`), [["yes", say("choice.yes")], ["no", say("choice.no")]]);
    const said = (id) => choice(id, say(`ask.${id}`), ANSWERS.map((one) => [one, say(`rate.${one}`)]));
    const lines = (id) => field(id, say(`ask.${id}`), h("textarea", { id, rows: 2, maxlength: WORDS_MAX }));
    const ofFull = h(
      "div",
      { class: "grid" },
      RATED.flatMap(said),
      yesNo("unjustified"),
      WHICH.map((one) => h("label", { class: "choice" }, h("input", { type: "checkbox", name: "which", value: one }), say(`which.${one}`))),
      yesNo("corruption"),
      lines("corruption_words"),
    );
    const ofShort = h("div", { class: "grid" }, said("result"));
    const variant = h("select", { id: "variant" }, ["short", "full"].map((one) => h("option", { value: one }, say(`sheet.${one}`))));
    const turn = () => ([ofShort.hidden, ofFull.hidden] = [variant.value === "full", variant.value === "short"]);
    variant.addEventListener("change", turn);
    turn();
    const services = content.services.map(({ id, name }) => [id, name[language]]);
    const { error, submit } = sending(answer, () => send({ key, ...sheetOf(form) }));
    const form = h(
      "form",
      { class: "sheet-form", onsubmit: submit },
      title(say("sheets.key_in")),
      h("div", { class: "grid" }, field("variant", say("sheet.title"), variant), field("visited", say("sheets.visited"), h("input", { id: "visited", type: "date", value: today, max: today, required: true }))),
      ofShort,
      ofFull,
      h(
        "div",
        { class: "grid" },
        choice("service", say("ask.service"), services),
        choice("desk", say("ask.desk"), content.desks.map(({ id }) => [String(id), say("window.number", { n: id })])),
        choice("sex", say("ask.sex"), SEXES.map((one) => [one, say(`sex.${one}`)])),
        choice("age", say("ask.age"), AGES.map((one) => [one, say(`age.${one}`)])),
        yesNo("limited"),
        lines("comment"),
      ),
      error,
      buttons(say, answer, say("sheets.keep")),
    );
    return [form];
  });
}

function sheetOf(form) {
  const value = (id) => form.querySelector(`#${id}`).value || null;
  const yes = (id) => (value(id) === null ? null : value(id) === "yes");
  const variant = value("variant");
  const full = variant === "full";
  const rated = full ? RATED : ["result"];
  const ratings = Object.fromEntries(rated.map((one) => [one, value(one)]).filter(([, said]) => said !== null));
  const sheet = {
    variant,
    ratings,
    service: value("service"),
    desk: value("desk") && Number(value("desk")),
    sex: value("sex"),
    age: value("age"),
    limited: yes("limited"),
    comment: value("comment") ?? "",
    ...(full && {
      unjustified: yes("unjustified"),
      which: yes("unjustified") ? [...form.querySelectorAll("[name=which]:checked")].map((box) => box.value) : [],
      corruption: yes("corruption"),
      corruption_words: yes("corruption") ? (value("corruption_words") ?? "") : "",
    }),
  };
  return { visited: value("visited"), sheet };
}
