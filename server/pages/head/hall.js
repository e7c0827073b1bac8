/** What the head tells everybody in the hall: a ready notice or own words, until when; and taking it back. */

import { h } from "/page/link/dom.js";
import { LANGUAGES, LANGUAGE_NAMES } from "/page/link/words.js";
import { buttons, choice, question, sending, timeField, title } from "/page/staff/question.js";

const READY = ["power", "network", "break", "early"];
const TEXT_MAX = 200;

/** The present notice, and what can be done; `tell()` and `takeBack()` are what the buttons do. */
export function hallPane({ say, language, picture, tell, takeBack }) {
  const notice = picture.notices.find(({ code }) => code === "hall");
  const button = (id, act) => h("button", { type: "button", id: `hall-${id}`, onclick: act }, say(`hall.${id}`));
  return h(
    "section",
    { class: "hall" },
    h("h2", {}, say("hall.title")),
    h("p", {}, notice ? words(notice.values, language) : say("hall.nothing")),
    h("div", { class: "buttons" }, button("tell", tell), notice && button("take_back", takeBack)),
  );
}

const words = ({ until, ...texts }, language) => [texts[language], until && h("strong", {}, ` → ${until}`)];

/** What to tell, until `send` has told it. Resolves to null when cancelled. */
export function askHall(say, send) {
  return question((answer) => {
    const words = h("fieldset", {}, h("legend", {}, say("hall.what")), [
      ...READY.map((word, index) => choice("word", word, say(`hall.${word}`), index === 0)),
      choice("word", "own", say("hall.own")),
    ]);
    const texts = LANGUAGES.map((language) =>
      h("textarea", { id: `text-${language}`, lang: language, rows: 2, maxlength: TEXT_MAX }),
    );
    const until = timeField("until");
    const { error, submit } = sending(answer, () => {
      const word = words.querySelector("input:checked").value;
      const text = Object.fromEntries(LANGUAGES.map((language, index) => [language, texts[index].value.trim()]));
      if (word === "own" && !Object.values(text).every(Boolean)) {
        error.textContent = say("hall.missing");
        return false;
      }
      return send({ say: word === "own" ? text : word, ...(until.value() && { until: until.value() }) });
    });
    return [
      h(
        "form",
        { class: "hall-form", onsubmit: submit },
        title(say("hall.tell")),
        words,
        h(
          "div",
          { class: "own" },
          texts.map((text, index) => [
            h("label", { for: text.id }, LANGUAGE_NAMES[LANGUAGES[index]]),
            text,
          ]).flat(),
        ),
        h("label", { for: "until" }, say("hall.until")),
        until.input,
        error,
        buttons(say, answer, say("hall.show")),
      ),
    ];
  });
}
