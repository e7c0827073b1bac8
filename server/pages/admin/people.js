/** Who comes in: PINs and lock-outs of people, codes for kiosks. */

import { h } from "/page/link/dom.js";
import { button, cell, part, table } from "/page/admin/parts.js";
import { buttons, question, submitted, title } from "/page/staff/question.js";

const PIN = /^\d{4,12}$/;

export async function peopleView(house) {
  const { say, ask } = house;
  const known = await ask("GET", "/api/people");
  if (known === null) return null;
  return [
    part(
      say("admin.people_title"),
      say("admin.people_about"),
      table(
        [say("admin.person_name"), say("admin.role"), say("admin.pin"), ""],
        known.people.map((one) => personRow(house, one)),
      ),
    ),
    part(
      say("admin.kiosks"),
      say("admin.kiosks_about"),
      table(
        [say("admin.kiosk"), say("admin.kiosk_state"), ""],
        known.kiosks.map((one) => [
          h("th", { scope: "row" }, `${one.kiosk} (${one.letter})`),
          cell(say(one.paired ? "admin.paired" : "admin.not_paired")),
          h("td", { class: "acts" }, button(`pair-${one.kiosk}`, say("admin.pair"), () => pair(house, one))),
        ]),
      ),
    ),
  ];
}

function personRow(house, one) {
  const { say, content, language } = house;
  const body = content.units.find((unit) => unit.id === one.unit)?.name[language];
  const waits = one.wait_s > 0 && say("admin.waits", { n: Math.ceil(one.wait_s / 60) });
  return [
    h("th", { scope: "row" }, one.name, h("small", {}, one.person)),
    cell(say(`role.${one.role}`), body && h("small", {}, body)),
    cell(
      h("span", { class: one.has_pin ? null : "bad" }, say(one.has_pin ? "admin.has_pin" : "admin.no_pin")),
      waits && h("small", { class: "bad" }, waits),
    ),
    h(
      "td",
      { class: "acts" },
      waits && button(`lift-${one.person}`, say("admin.lift"), () => lift(house, one)),
      button(`pin-${one.person}`, say("admin.set_pin"), () => setPin(house, one)),
    ),
  ];
}

async function lift({ ask, show }, { person }) {
  if ((await ask("DELETE", `/api/people/${person}/wait`)) !== null) show();
}

async function setPin({ say, ask, show }, one) {
  const pin = await question((answer) => {
    const field = (id) =>
      h("input", {
        id,
        type: "password",
        inputmode: "numeric",
        autocomplete: "new-password",
        maxlength: 12,
        "data-first": id === "new-pin",
      });
    const [first, again] = [field("new-pin"), field("pin-again")];
    const error = h("p", { class: "error", role: "alert" });
    const done = submitted(() => {
      if (!PIN.test(first.value)) error.textContent = say("admin.pin_form");
      else if (first.value !== again.value) error.textContent = say("admin.pin_differs");
      else return answer(first.value);
      first.focus();
    });
    return [
      h(
        "form",
        { onsubmit: done },
        title(say("admin.pin_of", { name: one.name })),
        h("p", { class: "about" }, say("admin.pin_about")),
        h("label", { for: "new-pin" }, say("admin.new_pin")),
        first,
        h("label", { for: "pin-again" }, say("admin.pin_again")),
        again,
        error,
        buttons(say, answer, say("admin.set_pin")),
      ),
    ];
  });
  if (pin === null) return;
  if ((await ask("PUT", `/api/people/${one.person}/pin`, { pin })) !== null) show();
}

async function pair({ say, ask, show }, { kiosk }) {
  const made = await ask("POST", `/api/kiosks/${kiosk}/code`);
  if (made === null) return;
  await question((answer) => [
    title(say("admin.code_of", { kiosk })),
    h("p", { class: "code", id: "code" }, made.code),
    h("p", { class: "about" }, say("admin.code_about", { n: made.minutes })),
    h(
      "div",
      { class: "buttons" },
      button("close", say("admin.close"), () => answer(null), { class: "primary", "data-first": true }),
    ),
  ]);
  show();
}
