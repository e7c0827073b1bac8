/** The questions before an act: forms that come to what the request needs beside the ticket. */

import { h } from "/page/link/dom.js";
import { atLunch, short } from "/page/link/hours.js";
import { clockTime } from "/page/link/words.js";
import { choice, form, reasonField, select, tick, timeField } from "/page/staff/question.js";

const about = (text) => h("p", { class: "about" }, text);

export const askNoShow = (say, { code }) =>
  form(say, say("no_show.title", { code }), about(say("no_show.about")), say("no_show.confirm"), () => ({}), {
    "data-first": true,
  });

/** How long the desk rests: the hall is told when it is back. */
export function askPause(say, schedule, now) {
  const later = (minutes) => {
    const at = now.hour * 60 + now.minute + minutes;
    return clockTime({ hour: Math.floor(at / 60) % 24, minute: at % 60 });
  };
  const times = [15, 30, 60].map(later);
  if (atLunch(schedule, now) || (schedule.lunch_from && short(schedule.lunch_from) <= later(30)))
    times.unshift(...(schedule.lunch_until > clockTime(now) ? [short(schedule.lunch_until)] : []));
  const back = timeField("back", { "data-first": true });
  const fill = (time) => () => {
    back.input.value = time;
    back.input.focus();
  };
  const field = h(
    "div",
    { class: "reason" },
    h("label", { for: "back" }, say("pause.back")),
    back.input,
    h(
      "div",
      { class: "suggestions" },
      [...new Set(times)].map((time) => h("button", { type: "button", onclick: fill(time) }, time)),
    ),
  );
  return form(say, say("pause.title"), [about(say("pause.about")), field], say("desk.pause"), () =>
    back.value() ? { back_at: back.value() } : {},
  );
}

export function askPark(say, { code }) {
  const reasons = ["form", "copy", "pay", "fetch"].map((reason) => say(`park.${reason}`));
  const field = reasonField(say("field.reason_optional"), reasons);
  return form(
    say,
    say("park.title", { code }),
    [about(say("park.about")), field.element],
    say("park.confirm"),
    () => ({ reason: field.value() }),
  );
}

/** To another service, to one desk, or both, and back if need be; the visitor keeps their place. */
export function askTransfer(say, ticket, { content, picture, language }) {
  const field = reasonField(say("field.reason_optional"), []);
  const services = content.services.map((one) => ({
    value: one.id,
    text: one.everyday[language],
    selected: one.id === ticket.service,
  }));
  const service = select("service", services, { "data-first": true, onchange: check });
  const others = picture.desks.filter((desk) => desk.desk !== picture.desk);
  const group = h(
    "fieldset",
    { onchange: check },
    h("legend", {}, say("transfer.desk")),
    choice("desk", "", say("transfer.any_desk"), true),
    others.map(({ desk, state }) => {
      const name = `${say("desk.name", { n: desk })} · ${say(`desk.state.${state}`)}`;
      return choice("desk", String(desk), name, false, state === "closed");
    }),
  );
  const back = tick("back", say("transfer.back"));
  const hint = h("p", { class: "about", id: "hint" }, say("transfer.choose"));
  const chosenDesk = () => group.querySelector("input:checked").value;
  const somewhere = () => service.value !== ticket.service || chosenDesk() !== "";
  function check() {
    const confirm = group.closest("form").querySelector("#confirm");
    confirm.disabled = !somewhere();
    hint.classList.toggle("done", somewhere());
  }
  return form(
    say,
    say("transfer.title", { code: ticket.code }),
    [
      about(say("transfer.about")),
      h("label", { for: "service" }, say("transfer.service")),
      service,
      group,
      back,
      field.element,
      hint,
    ],
    say("transfer.confirm"),
    () => ({
      ...(service.value !== ticket.service && { service: service.value }),
      ...(chosenDesk() && { to_desk: Number(chosenDesk()) }),
      reason: field.value(),
      back: back.querySelector("input").checked,
    }),
    { disabled: true },
  );
}

/** Grant or take back the out-of-turn right; the reason is required (R103). */
export function askRank(say, ticket) {
  const other = ticket.rank === "out_of_turn" ? "ordinary" : "out_of_turn";
  return asWhy(say, {
    name: say("rank.title", { code: ticket.code }),
    about: say("rank.now", { rank: say(`rank.${ticket.rank}`) }),
    reasons: ["village", "paper"].map((reason) => say(`rank.${reason}`)),
    confirm: say(other === "out_of_turn" ? "rank.grant" : "rank.take"),
    answered: (reason) => ({ rank: other, reason }),
  });
}

/** One of the waiting before the others; the reason is required (R106). */
export function askCall(say, ticket) {
  return asWhy(say, {
    name: say("choose.title", { code: ticket.code }),
    about: say("choose.about"),
    reasons: ["health", "child", "left_over"].map((reason) => say(`choose.${reason}`)),
    confirm: say("choose.confirm"),
    answered: (reason) => ({ reason }),
  });
}

function asWhy(say, { name, about: words, reasons, confirm, answered }) {
  const field = reasonField(say("field.reason"), reasons);
  return form(say, name, [about(words), field.element], confirm, () => {
    if (field.value()) return answered(field.value());
    field.element.querySelector("input").focus();
    return say("field.reason_missing");
  });
}
