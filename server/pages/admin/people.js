/** Who comes in: PINs and lock-outs of people, codes for kiosks. */

import { h } from "/page/link/dom.js";
import { button, cell, part, table } from "/page/admin/parts.js";
import { form, question, title } from "/page/staff/question.js";

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

async function setPin({ say, send, show }, one) {
  const [first, again] = ["new-pin", "pin-again"].map((id) =>
    h("input", {
      id,
      type: "password",
      inputmode: "numeric",
      autocomplete: "new-password",
      maxlength: 12,
      "data-first": id === "new-pin",
    }),
  );
  const wanted = () => {
    const right = PIN.test(first.value) && first.value === again.value;
    if (right) return { pin: first.value };
    first.focus();
    return say(PIN.test(first.value) ? "admin.pin_differs" : "admin.pin_form");
  };
  const put = form(
    say,
    say("admin.pin_of", { name: one.name }),
    [
      h("p", { class: "about" }, say("admin.pin_about")),
      h("label", { for: "new-pin" }, say("admin.new_pin")),
      first,
      h("label", { for: "pin-again" }, say("admin.pin_again")),
      again,
    ],
    say("admin.set_pin"),
    wanted,
  );
  if ((await put((pin) => send("PUT", `/api/people/${one.person}/pin`, pin))) !== null) show();
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
