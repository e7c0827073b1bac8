/** The questions of the journal's acts: forms that come to the body of the request. */

import { h } from "/page/link/dom.js";
import { area, optionsOf, valueOf } from "/page/journal/forms.js";
import { dateInput, field, input, isoOf, nameOf } from "/page/journal/parts.js";
import { choice, form, newKey, select, tick } from "/page/staff/question.js";

/** Why documents are refused and what to do next (R091–R094): by the centre's list, and in words that say more. */
export function askRefusal({ say, language, content }, missing) {
  const reasons = content.refusal_reasons;
  const reason = select(
    "reason",
    reasons.map((one) => ({ value: one.id, text: one.text[language] })),
    { "data-first": true, onchange: suggest },
  );
  const text = area("refusal-text", say("refusal.text"));
  const next = area("refusal-next", say("refusal.next"));
  text.querySelector("textarea").value = missing.join("\n");
  function suggest() {
    next.querySelector("textarea").placeholder = reasons.find((one) => one.id === reason.value).next[language];
  }
  suggest();
  return form(
    say,
    say("refusal.title"),
    [h("p", { class: "about" }, say("refusal.about")), field("reason", say("refusal.reason"), reason), text, next],
    say("refusal.confirm"),
    () => ({ reason: reason.value, text: valueOf(text), next: valueOf(next) }),
  );
}

/** One more paper was brought. */
export function askPaper({ say }) {
  const name = input("paper-name", { required: true, "data-first": true });
  const kind = select(
    "paper-form",
    ["original", "copy"].map((one) => ({ value: one, text: say(`service.${one}`) })),
  );
  const count = input("paper-count", { type: "number", min: 1, max: 999, value: 1 });
  const kept = input("paper-kept");
  const key = newKey();
  return form(
    say,
    say("papers.add"),
    [
      field("paper-name", say("papers.document"), name),
      field("paper-form", say("papers.form"), kind),
      field("paper-count", say("papers.count"), count),
      field("paper-kept", say("papers.kept"), kept),
    ],
    say("register.do"),
    () => ({ key, name: name.value.trim(), form: kind.value, count: Number(count.value), kept: kept.value.trim() }),
  );
}

/** A slip of the pen in who applies. */
export function askApplicant({ say }, { applicant }) {
  const name = input("applicant", { required: true, value: applicant?.name ?? "", "data-first": true });
  const representative = input("representative", { value: applicant?.representative ?? "" });
  const phone = input("phone", { type: "tel", maxlength: 40, value: applicant?.phone ?? "" });
  return form(
    say,
    say("entry.correct"),
    [
      field("applicant", say("column.applicant"), name),
      field("representative", say("register.representative"), representative),
      field("phone", say("register.phone"), phone),
    ],
    say("need.note"),
    () => ({
      name: name.value.trim(),
      organisation: applicant?.organisation ?? false,
      representative: representative.value.trim() || null,
      phone: phone.value.trim() || null,
    }),
  );
}

/** A consultation is one key and Enter: only what it was about. */
export function askConsultation({ say, language, content, visitor }) {
  const services = content.services.map((one) => ({
    value: one.id,
    text: one.everyday[language],
    selected: one.id === visitor.service,
  }));
  const service = select("service", [{ value: "", text: say("consult.nothing") }, ...services]);
  const key = newKey();
  return form(
    say,
    say("consult.title"),
    [field("service", say("column.service"), service)],
    say("register.do"),
    () => ({ key, kind: "consultation", service: service.value || null, ticket: visitor.ticket ?? null }),
    { "data-first": true },
  );
}

/** To a body, against the name of whoever takes the papers there (R081, R083). */
export function askHandOver({ say, language, content }, entry) {
  const bodies = content.units.filter((one) => one.kind !== "centre");
  const unit = select("unit", optionsOf(bodies, language, entry.unit), { "data-first": true });
  const takenBy = input("taken-by", { required: true });
  const what = input("what");
  return form(
    say,
    say("handover.title"),
    [
      field("unit", say("handover.unit"), unit),
      field("taken-by", say("handover.taken_by"), takenBy),
      field("what", say("handover.what"), what),
    ],
    say("handover.do"),
    () => ({
      unit: unit.value,
      taken_by: takenBy.value.trim(),
      entries: [{ number: entry.number, documents: null, what: what.value.trim(), due: null }],
    }),
  );
}

/** Something is asked of a body, and no papers go there (R084). */
export function askStep({ say, language, content }) {
  const bodies = content.units.filter((one) => one.kind !== "centre");
  const unit = select("unit", optionsOf(bodies, language), { "data-first": true });
  const what = input("what", { required: true });
  const due = dateInput("due");
  const key = newKey();
  return form(
    say,
    say("step.title"),
    [
      field("unit", say("handover.unit"), unit),
      field("what", say("step.what"), what),
      field("due", say("column.due"), due),
    ],
    say("step.do"),
    () => ({ key, unit: unit.value, what: what.value.trim(), due: isoOf(due) || null }),
  );
}

/** What came back from a body: more is to follow, the result, or its reasoned refusal (R086). */
export function askBack(house, step) {
  const { say, language, content } = house;
  const outcomes = h(
    "fieldset",
    {},
    h("legend", {}, nameOf(content.units, step.unit, language)),
    ["done", "ready", "refused"].map((one, index) => choice("outcome", one, say(`step_outcome.${one}`), index === 1)),
  );
  outcomes.querySelector("input:checked").setAttribute("data-first", "");
  const result = input("result");
  const note = area("note", say("step.note"));
  const value = () => ({
    step: step.id,
    outcome: outcomes.querySelector("input:checked").value,
    note: valueOf(note),
    documents: null,
    results: result.value.trim() ? [{ name: result.value.trim() }] : [],
  });
  const put = form(
    say,
    say("back.title"),
    [outcomes, field("result", say("back.result"), result), note],
    say("back.do"),
    value,
  );
  return (send) =>
    put(async (back) => {
      if (back.outcome !== "refused") return send(back);
      return (await askRefusal(house, [])((refusal) => send({ ...back, refusal }))) ?? false;
    });
}

/** The centre itself made the result. */
export function askReady({ say }, entry) {
  const result = input("result", { value: entry.checklist.length === 0 ? "" : say("ready.paper"), "data-first": true });
  return form(say, say("ready.title"), [field("result", say("back.result"), result)], say("ready.do"), () => ({
    results: result.value.trim() ? [{ name: result.value.trim() }] : [],
  }));
}

/** The result is given against the receipt; without it only with a reason. */
export function askIssue({ say }) {
  const receipt = input("receipt", { "data-first": true, inputmode: "numeric" });
  const without = input("without");
  const to = input("to");
  return form(
    say,
    say("issue_result.title"),
    [
      field("receipt", say("issue_result.receipt"), receipt),
      field("without", say("issue_result.without"), without),
      field("to", say("issue_result.to"), to),
    ],
    say("issue_result.do"),
    () => ({ receipt: receipt.value.trim(), without: without.value.trim(), to: to.value.trim() }),
  );
}

/** Some papers go back to the applicant before the result. */
export function askReturn({ say }, entry) {
  const here = entry.documents.filter((one) => one.place === "centre");
  const ticks = here.map((one) => tick(`return-${one.id}`, `${one.name} (${say(`service.${one.form}`)})`));
  const to = input("to");
  return form(
    say,
    say("return.title"),
    [h("fieldset", {}, h("legend", {}, say("papers.title")), ticks), field("to", say("issue_result.to"), to)],
    say("return.do"),
    () => ({
      documents: here.filter((_, index) => ticks[index].querySelector("input").checked).map((one) => one.id),
      to: to.value.trim(),
    }),
  );
}

/** It was registered by mistake: why. */
export function askAnnulment({ say }) {
  const why = input("why", { required: true, "data-first": true });
  return form(
    say,
    say("annul.title"),
    [h("p", { class: "about" }, say("annul.about")), field("why", say("annul.why"), why)],
    say("annul.confirm"),
    () => ({ why: why.value.trim() }),
  );
}

export const askAnswer = ({ say }) => {
  const text = area("answer", say("answer.text"), { required: true, rows: 7, "data-first": true });
  return form(say, say("answer.title"), [text], say("answer.do"), () => ({ text: valueOf(text) }));
};

/** A joint visit to the object: when, what, who (R113). */
export function askVisit({ say }) {
  const planned = dateInput("planned", { required: true, "data-first": true });
  const object = input("object", { required: true });
  const participants = area("participants", say("visit.participants"), { required: true });
  const key = newKey();
  return form(
    say,
    say("visit.title"),
    [field("planned", say("visit.planned"), planned), field("object", say("visit.object"), object), participants],
    say("visit.do"),
    () => ({ key, planned: isoOf(planned), object: object.value.trim(), participants: valueOf(participants) }),
  );
}

export function askVisitDone({ say }) {
  const doneOn = dateInput("done-on", { required: true, "data-first": true });
  const result = area("result", say("visit.result"), { required: true });
  return form(
    say,
    say("visit.done_title"),
    [field("done-on", say("column.date"), doneOn), result],
    say("visit.note"),
    () => ({
      done_on: isoOf(doneOn),
      result: valueOf(result),
    }),
  );
}
