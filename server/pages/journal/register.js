/** Registering what somebody brings: papers for a service, an appeal, a complaint (R070–R079, R096, R117). */

import { h } from "/page/link/dom.js";
import { LANGUAGES, words } from "/page/link/words.js";
import { documentRows } from "/page/journal/papers.js";
import { field, input } from "/page/journal/parts.js";
import { askRefusal } from "/page/journal/questions.js";
import { choice, newKey, select, submitted, tick } from "/page/staff/question.js";

const KINDS = ["service", "appeal", "complaint"];
const FORMS = ["written", "oral"];
const TEXT_MAX = 3000;

/**
 * The details may name the `kind`, and for a complaint the entry it is `about`, with what is known from there. Their `key` is
 * that of the form, in whatever language it is drawn again.
 */
export function registerView(house, details) {
  const { say, ask, send, open } = house;
  const { kind = "service", about = null, service = null, ...known } = details;
  const key = (details.key ??= newKey());
  const form = kind === "service" ? serviceForm(house) : statementForm(house, { kind, about, service });
  const who = applicantFields(house, { ...house.visitor, ...known }, kind);
  const entry = () => ({ key, kind, ...who.value(), ...form.value() });
  const refuse = async () => {
    const { language } = who.value();
    const put = askRefusal(house, form.missing(language, await words("desk", language)));
    const made = await put((refusal) => send("POST", "/api/journal", { ...entry(), documents: [], refusal }));
    if (made !== null) await registered(house, made);
  };
  const register = async () => {
    const made = await ask("POST", "/api/journal", entry());
    if (made !== null) await registered(house, made);
  };
  return [
    h(
      "form",
      { class: "register", onsubmit: submitted(register) },
      h(
        "fieldset",
        { class: "kinds", onchange: (event) => open("register", { kind: event.target.value }) },
        h("legend", {}, say("register.kind")),
        KINDS.map((one) => choice("kind", one, say(`entry_kind.${one}`), one === kind)),
      ),
      about && h("p", { class: "about" }, say("register.about_entry", { number: about })),
      who.elements,
      form.elements,
      h(
        "div",
        { class: "buttons" },
        kind === "service" &&
          h("button", { type: "button", id: "refuse", class: "danger", onclick: refuse }, say("register.refuse")),
        h("button", { type: "submit", id: "register", class: "primary" }, say("register.do")),
      ),
    ),
  ];
}

async function registered({ say, open, tell, forget }, { number }) {
  forget();
  await open("entry", { number, fresh: true });
  tell(say("register.done", { number }));
}

/** Who applies and from where, in which language (R008, R071). An oral appeal may be nobody's. */
function applicantFields({ say, language, content }, { applicant, ...known }, kind) {
  const name = input("name", { value: applicant?.name ?? "", required: kind === "service", "data-first": true });
  const organisation = tick("organisation", say("register.organisation"));
  const representative = input("representative", { value: applicant?.representative ?? "" });
  const phone = input("phone", { value: applicant?.phone ?? "", type: "tel", maxlength: 40 });
  const villages = content.villages.map((one) => ({
    value: one.id,
    text: one.name[language],
    selected: one.id === known.village,
  }));
  const village = select("village", [{ value: "", text: say("register.no_village") }, ...villages]);
  const spoken = select(
    "language",
    LANGUAGES.map((one) => ({ value: one, text: say(`language.${one}`), selected: one === (known.language ?? "ky") })),
  );
  return {
    elements: [
      field("name", say("column.applicant"), name),
      field("representative", say("register.representative"), representative),
      field("phone", say("register.phone"), phone),
      field("village", say("register.village"), village),
      field("language", say("register.language"), spoken),
      organisation,
    ],
    value: () => ({
      village: village.value || null,
      language: spoken.value,
      ticket: known.ticket ?? null,
      applicant:
        (name.value.trim() && {
          name: name.value,
          organisation: organisation.querySelector("input").checked,
          representative: representative.value.trim() || null,
          phone: phone.value.trim() || null,
        }) ||
        null,
    }),
  };
}

/** The service and the checklist of its documents (R074). */
function serviceForm(house) {
  const { say, language, content, visitor } = house;
  const services = content.services.map((one) => ({
    value: one.id,
    text: one.everyday[language],
    selected: one.id === visitor.service,
  }));
  const service = select("service", services, { onchange: () => list.choose(service.value) });
  const list = documentRows(house);
  list.choose(service.value);
  return {
    elements: [field("service", say("column.service"), service), list.element],
    value: () => ({ service: service.value, documents: list.value() }),
    missing: list.missing,
  };
}

/** What an appeal or a complaint says, how it was said, and to whom. */
function statementForm({ say }, { about, service }) {
  const text = h("textarea", { id: "statement", maxlength: TEXT_MAX, rows: 7, required: true });
  const addressee = input("addressee");
  const said = h(
    "fieldset",
    {},
    h("legend", {}, say("register.form")),
    FORMS.map((one) => choice("form", one, say(`statement.${one}`), one === "written")),
  );
  return {
    elements: [
      field("addressee", say("register.addressee"), addressee),
      said,
      h("div", { class: "field wide" }, h("label", { for: "statement" }, say("register.text")), text),
    ],
    value: () => ({
      service,
      about,
      statement: {
        form: said.querySelector("input:checked").value,
        addressee: addressee.value.trim(),
        text: text.value,
      },
    }),
    missing: () => [],
  };
}
