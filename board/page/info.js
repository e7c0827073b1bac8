/** What the information panel tells of, from the centre's content (R011, R013, R014, R016, R017, R019, R020, R027, R029,
 * R030, R035, R037, R038, R090), topic by topic; `panel.js` lays the topics out. */

import { h } from "/page/link/dom.js";
import { phone, weekday } from "/page/link/words.js";
import { diamond } from "/page/board/calls.js";
import { dayName, short, week } from "/page/link/hours.js";
import { parts } from "/page/board/panel.js";

/**
 * A topic is `{ title, lead, items }`: `title()` and `lead()` make what stands on each of its pages, and each of `items`
 * is a function `(k) => elements` that makes the same in `k` parts, or in one where it has no parts.
 */
const topic = (title, items, lead = () => null) => ({ title, lead, items });
const whole = (make) => () => [make()];
const paragraphs = (text, tongues, kind = "paragraph") => (k) =>
  parts(text, k, tongues.languages).map((part) => h("p", { class: kind }, tongues.text(part)));

const NOTHING = topic(() => null, []);
const AT_ONCE = 5;
const READY_EVERY = 3;

/** All topics of a board: `{ services, others }`; `wall` is the moment, for what is given today. */
export function topics(content, board, tongues, wall) {
  const wanted = (name) => board.topics.length === 0 || board.topics.includes(name);
  const own = new Set(content.desks.filter(({ id }) => board.desks.includes(id)).flatMap(({ services }) => services));
  const services = content.services.filter(({ id }) => own.size === 0 || own.has(id));
  const today = services.filter(({ weekdays }) => weekdays.length === 0 || weekdays.includes(dayName(wall.weekday)));
  const others = {
    hours: [hours(content.schedule, tongues)],
    rights: [rightOfTurn(content.villages, tongues), rights(tongues)],
    contacts: [address(content.centre, tongues), ...content.units.map((unit) => body(unit, content.schedule, tongues))],
    documents: today.filter((service) => service.documents.length > 0).map((service) => documents(service, tongues)),
    slides: content.slides.map((slide) => picture(slide, tongues)),
    faq: content.faq.map((question) => answer(question, tongues)),
    pages: content.pages.map((page) => general(page, tongues)),
  };
  return {
    services: wanted("services") && services.length > 0 ? prices(services, tongues) : null,
    others: Object.entries(others).flatMap(([name, some]) => (wanted(name) ? [some] : [])),
  };
}

/**
 * For ever: a page of services, then a topic of the next kind. `ready()` is the topic of papers to be fetched, which
 * comes round more often than any other, or null. A board with nothing to tell of has an empty page.
 */
export function* inTurn({ services, others }, ready) {
  const kinds = others.filter((some) => some.length > 0);
  const bare = services === null && kinds.length === 0;
  let next = 0;
  let since = 0;
  for (let turn = 0; ; turn += 1) {
    for (const some of kinds.length > 0 ? kinds : [[]]) {
      if (services !== null) {
        const items = Array.from({ length: AT_ONCE }, (_, ahead) => services.items[(next + ahead) % services.items.length]);
        yield { ...services, items, taken: (shown) => (next = (next + shown) % services.items.length) };
      }
      const papers = bare || since % READY_EVERY === 0 ? ready() : null;
      if (papers !== null) yield papers;
      else if (bare) yield NOTHING;
      since += 1;
      if (some.length > 0) yield some[turn % some.length];
    }
  }
}

/** The papers that may be fetched, by their numbers in the register: nobody's name, no service. */
export const ready = (numbers, tongues) =>
  topic(
    () => tongues.say("info.ready"),
    [whole(() => h("ul", { class: "numbers" }, numbers.map((number) => h("li", {}, number)))),
     whole(() => h("p", { class: "detail" }, tongues.say("info.ready_about")))],
  );

function prices(services, tongues) {
  const price = ({ fee }) =>
    fee.som === 0 ? tongues.say("info.free") : tongues.say("info.price", { som: fee.som.toLocaleString("ru") });
  return topic(
    () => tongues.say("info.services"),
    services.map((service) =>
      whole(() =>
        h(
          "div",
          { class: "row" },
          h("div", { class: "name" }, tongues.text(service.everyday)),
          h("div", { class: service.fee.som === 0 ? "price free" : "price" }, price(service)),
        ),
      ),
    ),
  );
}

function hours(schedule, tongues) {
  const rows = days(schedule, tongues);
  if (schedule.lunch_from && schedule.lunch_until) {
    const lunch = `${short(schedule.lunch_from)}–${short(schedule.lunch_until)}`;
    rows.push(row(() => tongues.say("info.lunch"), () => lunch));
  }
  return topic(() => tongues.say("info.hours"), rows);
}

const row = (name, value) =>
  whole(() => h("div", { class: "row" }, h("div", { class: "name" }, name()), h("div", { class: "value" }, value())));

/** The week as rows of equal days. */
function days(schedule, tongues) {
  const name = ({ first, last }) =>
    tongues.show(
      tongues.languages.map((language) => {
        const from = weekday(first, language);
        const named = first === last ? from : `${from} – ${weekday(last, language)}`;
        return named[0].toUpperCase() + named.slice(1);
      }),
    );
  return week(schedule).map((run) =>
    row(() => name(run), () => (run.opens ? `${run.opens}–${run.closes}` : tongues.say("info.day_off"))),
  );
}

function rightOfTurn(villages, tongues) {
  const unbroken = (name) => name.replaceAll("-", "\u2011");
  const entitled = villages.filter((village) => village.out_of_turn);
  const names = (language) => ({ villages: entitled.map((village) => unbroken(village.name[language])).join(", ") });
  return topic(
    () => [h("span", { class: "turn" }, diamond()), tongues.say("info.out_of_turn")],
    [
      paragraphs(tongues.texts("rights.out_of_turn"), tongues, "statement"),
      ...(entitled.length > 0 ? [paragraphs(tongues.texts("rights.villages", names), tongues)] : []),
    ],
  );
}

const rights = (tongues) =>
  topic(
    () => tongues.say("info.rights"),
    ["rights.reception", "rights.complaint"].map((key) => paragraphs(tongues.texts(key), tongues, "statement")),
  );

function address(centre, tongues) {
  const number = (text) => whole(() => h("p", { class: "number" }, text));
  return topic(
    () => tongues.say("info.address"),
    [paragraphs(centre.address, tongues, "statement"), number(phone(centre.phone)), number(centre.email)],
  );
}

/** A body that serves here: its telephones (R013, R027), and its hours where they are its own (R029). */
const body = (unit, common, tongues) =>
  topic(
    () => tongues.text(unit.name),
    [
      ...unit.contacts.map((contact) =>
        whole(() =>
          h(
            "div",
            { class: "contact" },
            h("div", { class: "name" }, tongues.text(contact.post)),
            h("div", { class: "value" }, phone(contact.phone)),
          ),
        ),
      ),
      ...(JSON.stringify(unit.schedule.hours) === JSON.stringify(common.hours) ? [] : days(unit.schedule, tongues)),
    ],
  );

/** What to bring for a service that is given today (R020). */
const documents = (service, tongues) =>
  topic(
    () => tongues.say("info.documents"),
    service.documents.map(({ name, form }) =>
      whole(() =>
        h("div", { class: "row" }, h("div", { class: "name" }, tongues.text(name)), h("div", {}, tongues.say(`form.${form}`))),
      ),
    ),
    () => h("p", { class: "question" }, tongues.text(service.everyday)),
  );

const answer = ({ question, answer: text }, tongues) =>
  topic(
    () => tongues.say("info.faq"),
    [paragraphs(text, tongues)],
    () => h("p", { class: "question" }, tongues.text(question)),
  );

const general = ({ title, paragraphs: texts }, tongues) =>
  topic(
    () => tongues.text(title),
    texts.map((text) => paragraphs(text, tongues)),
  );

/** A picture, or a video without sound that is seen to its end. */
function picture({ file, text }, tongues) {
  const source = `/board/slides/${file}`;
  const moving = /\.(mp4|webm)$/.test(file);
  const video = () => Object.assign(h("video", { src: source, playsinline: true }), { muted: true, autoplay: true });
  const show = () => (moving ? video() : h("img", { src: source, alt: "" }));
  return { ...topic(() => null, [whole(() => h("figure", {}, show(), text && h("figcaption", {}, tongues.text(text))))]) };
}
