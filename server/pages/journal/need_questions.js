/** The questions about a need: what is lacking, and to whom it was passed on. */

import { area, optionsOf, valueOf } from "/page/journal/forms.js";
import { dateInput, field, input, isoOf } from "/page/journal/parts.js";
import { form, newKey, select, tick } from "/page/staff/question.js";

/** What people lack, and who decides on it (R118, R119). */
export function askNeed({ say, language, content }, entry = null) {
  const category = select("category", optionsOf(content.need_kinds, language), { "data-first": true });
  const level = select(
    "level",
    ["municipality", "district"].map((one) => ({ value: one, text: say(`level.${one}`) })),
  );
  const village = select("village", [
    { value: "", text: say("register.no_village") },
    ...optionsOf(content.villages, language, entry?.village ?? ""),
  ]);
  const gender = tick("gender", say("need.gender"));
  const text = area("need-text", say("need.text"), { required: true });
  const key = newKey();
  return form(
    say,
    say("need.title"),
    [
      field("category", say("need.category"), category),
      text,
      field("level", say("need.level"), level),
      field("village", say("register.village"), village),
      gender,
    ],
    say("need.do"),
    () => ({
      key,
      category: category.value,
      text: valueOf(text),
      level: level.value,
      village: village.value || null,
      gender: gender.querySelector("input").checked,
      entry: entry?.number ?? null,
    }),
  );
}

export function askPassed({ say }, need) {
  const addressee = input("addressee", { value: need.addressee ?? "", "data-first": true });
  const passedOn = dateInput("passed-on", { value: need.passed_on ?? "" });
  const answer = area("answer", say("need.answer"));
  answer.querySelector("textarea").value = need.answer ?? "";
  const answeredOn = dateInput("answered-on", { value: need.answered_on ?? "" });
  return form(
    say,
    say("need.passed_title"),
    [
      field("addressee", say("register.addressee"), addressee),
      field("passed-on", say("need.passed_on"), passedOn),
      answer,
      field("answered-on", say("need.answered_on"), answeredOn),
    ],
    say("need.note"),
    () => ({
      addressee: addressee.value.trim(),
      passed_on: isoOf(passedOn) || null,
      answer: valueOf(answer),
      answered_on: isoOf(answeredOn) || null,
    }),
  );
}
