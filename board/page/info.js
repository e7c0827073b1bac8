/** Information in turn, from the centre's content (R011, R013, R014, R016, R017, R019, R027, R030, R035, R037, R038). */

import { h } from "/page/link/dom.js";
import { phone, weekday } from "/page/link/words.js";
import { short, week } from "/page/link/hours.js";

const ITEMS = 3;

/** All pages as functions that make the elements of one page: `{ services, others }`. */
export function pages(content, tongues) {
  return {
    services: inThrees(content.services).map((services) => () => prices(services, tongues)),
    others: [
      () => hours(content.schedule, tongues),
      () => rightOfTurn(content.villages, tongues),
      () => rights(tongues),
      () => address(content.centre, tongues),
      ...content.units.flatMap((unit) =>
        inThrees(unit.contacts).map((contacts) => () => telephones(unit, contacts, tongues)),
      ),
      ...content.faq.map((question) => () => answer(question, tongues)),
      ...content.pages.flatMap((one) => one.paragraphs.map((paragraph) => () => general(one, paragraph, tongues))),
    ],
  };
}

/** For ever: two pages of services, then one of the others; hours and rights come round most. */
export function* inTurn({ services, others }) {
  const [frequent, rest] = [others.slice(0, 3), others.slice(3)];
  for (let turn = 0; ; turn += 1) {
    if (services.length > 0) {
      yield services[(2 * turn) % services.length];
      if (services.length > 1) yield services[(2 * turn + 1) % services.length];
    }
    const cycle = Math.floor(turn / 2);
    yield turn % 2 === 0 || rest.length === 0 ? frequent[cycle % frequent.length] : rest[cycle % rest.length];
  }
}

function page(tongues, title, ...body) {
  return [h("h2", {}, tongues.say(title)), h("div", { class: "body" }, ...body)];
}

function prices(services, tongues) {
  const price = ({ fee }) =>
    fee.som === 0 ? tongues.say("info.free") : tongues.say("info.price", { som: fee.som.toLocaleString("ru") });
  return page(
    tongues,
    "info.services",
    h(
      "ul",
      { class: "items" },
      services.map((service) =>
        h(
          "li",
          {},
          h("div", { class: "name" }, tongues.text(service.everyday)),
          h("div", { class: service.fee.som === 0 ? "price free" : "price" }, price(service)),
        ),
      ),
    ),
  );
}

function hours(schedule, tongues) {
  const days = ({ first, last }) =>
    tongues.show(
      tongues.languages.map((language) => {
        const from = weekday(first, language);
        const name = first === last ? from : `${from} – ${weekday(last, language)}`;
        return name[0].toUpperCase() + name.slice(1);
      }),
    );
  const rows = week(schedule).map((run) =>
    h(
      "li",
      {},
      h("div", { class: "name" }, days(run)),
      h(
        "div",
        { class: run.opens ? "value" : "value off" },
        run.opens ? `${run.opens}–${run.closes}` : tongues.say("info.day_off"),
      ),
    ),
  );
  if (schedule.lunch_from && schedule.lunch_until) {
    const lunch = `${short(schedule.lunch_from)}–${short(schedule.lunch_until)}`;
    rows.push(h("li", {}, h("div", { class: "name" }, tongues.say("info.lunch")), h("div", { class: "value" }, lunch)));
  }
  return page(tongues, "info.hours", h("ul", { class: "items" }, rows));
}

function rightOfTurn(villages, tongues) {
  const entitled = villages.filter((village) => village.out_of_turn);
  const whole = (name) => name.replaceAll("-", "\u2011");
  const names = (language) => ({ villages: entitled.map((village) => whole(village.name[language])).join(", ") });
  return page(
    tongues,
    "info.out_of_turn",
    h("p", { class: "statement" }, tongues.say("rights.out_of_turn")),
    entitled.length > 0 && h("p", { class: "detail" }, tongues.say("rights.villages", names)),
  );
}

function rights(tongues) {
  return page(
    tongues,
    "info.rights",
    h("p", { class: "statement" }, tongues.say("rights.reception")),
    h("p", { class: "statement" }, tongues.say("rights.complaint")),
  );
}

function address(centre, tongues) {
  return page(
    tongues,
    "info.address",
    h("p", { class: "statement" }, tongues.text(centre.address)),
    h("p", { class: "number" }, phone(centre.phone)),
    centre.email && h("p", { class: "number" }, centre.email),
  );
}

function telephones(unit, contacts, tongues) {
  const lines = contacts.map((contact) =>
    h(
      "li",
      { class: "contact" },
      h("div", { class: "name" }, tongues.text(contact.post)),
      h("div", { class: "value" }, phone(contact.phone)),
    ),
  );
  return [h("h2", {}, tongues.text(unit.name)), h("div", { class: "body" }, h("ul", { class: "items" }, lines))];
}

function answer({ question, answer: text }, tongues) {
  return page(
    tongues,
    "info.faq",
    h("p", { class: "question" }, tongues.text(question)),
    h("p", { class: "detail" }, tongues.text(text)),
  );
}

function general({ title }, paragraph, tongues) {
  return [
    h("h2", {}, tongues.text(title)),
    h("div", { class: "body" }, h("p", { class: "paragraph" }, tongues.text(paragraph))),
  ];
}

function inThrees(list) {
  const groups = [];
  for (let start = 0; start < list.length; start += ITEMS) groups.push(list.slice(start, start + ITEMS));
  return groups;
}
