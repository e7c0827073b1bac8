/** The parts of the desk page, drawn from the newest picture. They decide nothing. */

import { minutesSince, wall } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { clockTime, phone } from "/page/link/words.js";
import { free } from "/page/desk/acts.js";
import { lasting } from "/page/staff/staff.js";

/** Everything a pane needs: `say`, `language`, `content`, `picture`. */
export const serviceOf = (content, id) => content.services.find((service) => service.id === id);
const villageOf = (content, id) => content.villages.find((village) => village.id === id);
const at = (iso) => clockTime(wall(Date.parse(iso)));
const turnBadge = (say) => h("span", { class: "badge turn" }, say("rank.out_of_turn"));

export function visitorPane({ say, language, content, picture }) {
  const { ticket } = picture;
  if (ticket === null) return emptyPane(say, picture);
  const service = serviceOf(content, ticket.service);
  const village = villageOf(content, ticket.village);
  const serving = ticket.state === "serving";
  const facts = [
    ["visitor.waited", lasting(waited(ticket), say)],
    serving
      ? ["visitor.serving", lasting(minutesSince(ticket.started_at), say)]
      : ["visitor.called", calledAt(ticket, say)],
    ["visitor.village", village ? village.name[language] : say("visitor.village_unknown")],
    ["visitor.language", say(`language.${ticket.language}`)],
    ticket.reason && ["visitor.reason", say(`reason.${ticket.reason}`), "wide"],
    ticket.note && ["visitor.note", ticket.note, "wide"],
  ];
  return h(
    "section",
    { class: `visitor ${ticket.state}`, "aria-live": "polite" },
    h("p", { class: "stage" }, say(`stage.${ticket.state}`)),
    h(
      "p",
      { class: "code-line" },
      h("strong", { id: "code" }, ticket.code),
      ticket.rank === "out_of_turn" && turnBadge(say),
    ),
    h("p", { class: "service-name" }, service ? service.everyday[language] : ticket.service),
    h(
      "dl",
      {},
      facts
        .filter(Boolean)
        .map(([key, value, wide]) => h("div", { class: wide }, h("dt", {}, say(key)), h("dd", {}, value))),
    ),
  );
}

function emptyPane(say, picture) {
  const about = !picture.open
    ? "desk.day_closed"
    : picture.state !== "open"
      ? `desk.${picture.state}_about`
      : picture.waiting_count > 0
        ? "desk.idle_about"
        : "desk.idle_nobody";
  const name = picture.state === "open" ? say("desk.idle") : capital(say(`desk.state.${picture.state}`));
  return h(
    "section",
    { class: `visitor none ${picture.state}` },
    h("p", { class: "idle" }, name),
    h("p", { class: "about" }, say(about)),
  );
}

/** What to bring, how it goes and how long it takes, for the visitor at the desk. */
export function servicePane({ say, language, content, picture }) {
  const service = picture.ticket && serviceOf(content, picture.ticket.service);
  if (!service) return h("section", { class: "service empty" }, h("p", { class: "about" }, say("service.none")));
  const unit = content.units.find((one) => one.id === service.unit);
  const fee = service.fee.som === 0 ? say("service.free") : say("service.som", { n: service.fee.som });
  return h(
    "section",
    { class: "service", tabindex: "0", "aria-label": service.name[language] },
    h("h2", {}, service.name[language]),
    h(
      "dl",
      {},
      h(
        "div",
        {},
        h("dt", {}, say("service.term")),
        h("dd", {}, say(`service.${service.term.unit}`, { n: service.term.amount })),
      ),
      h(
        "div",
        {},
        h("dt", {}, say("service.fee")),
        h("dd", {}, fee, service.fee.note && h("small", {}, service.fee.note[language])),
      ),
    ),
    h("h3", {}, say("service.documents")),
    service.documents.length === 0
      ? h("p", { class: "about" }, say("service.no_documents"))
      : h(
          "ul",
          {},
          service.documents.map((document) => documentLine(document, say, language)),
        ),
    h("h3", {}, say("service.steps")),
    h(
      "ol",
      {},
      service.steps.map((step) => h("li", {}, step[language])),
    ),
    h("h3", {}, say("service.unit")),
    h("p", {}, unit ? unit.name[language] : service.unit, ", ", h("span", { class: "phone" }, phone(service.phone))),
  );
}

function documentLine(document, say, language) {
  return h(
    "li",
    {},
    document.name[language],
    " ",
    h("span", { class: "form" }, say(`service.${document.form}`)),
    document.note && h("small", {}, document.note[language]),
  );
}

/** Who waits for this desk, in the order of calling, how long, and why the first is first. */
export function waitingPane({ say, language, content, picture }, correct) {
  const rows = picture.waiting.map((ticket, index) =>
    h(
      "li",
      { class: index === 0 ? "first" : null },
      h("strong", { class: "code" }, ticket.code),
      h(
        "span",
        { class: "what" },
        h("span", { class: "name" }, serviceOf(content, ticket.service)?.everyday[language] ?? ticket.service),
        ticket.rank === "out_of_turn" && turnBadge(say),
        ticket.to_desk !== null && h("span", { class: "badge" }, say("visitor.reserved", { n: ticket.to_desk })),
      ),
      h("span", { class: "wait" }, lasting(waited(ticket), say)),
      h(
        "button",
        {
          type: "button",
          class: "small",
          id: `rank-${ticket.ticket}`,
          title: say("act.rank"),
          "aria-label": `${ticket.code}: ${say("act.rank")}`,
          onclick: () => correct(ticket),
        },
        ticket.rank === "out_of_turn" ? "◆" : "◇",
      ),
      index === 0 && ticket.reason && h("span", { class: "why" }, say(`reason.${ticket.reason}`)),
    ),
  );
  const hidden = picture.waiting_count - rows.length;
  return h(
    "section",
    { class: "waiting", "aria-label": say("waiting.title") },
    h("h2", {}, say("waiting.title"), h("span", { class: "count" }, String(picture.waiting_count))),
    rows.length > 0 ? h("ol", { tabindex: "0" }, rows) : h("p", { class: "about" }, say("waiting.nobody")),
    h(
      "p",
      { class: "about foot" },
      hidden > 0 && h("span", {}, say("waiting.more", { n: hidden })),
      picture.waiting_elsewhere > 0 && h("span", {}, say("waiting.elsewhere", { n: picture.waiting_elsewhere })),
    ),
  );
}

/** The parked and those who did not come: each can be called back by one button. */
export function awayPane({ say, picture }, resume, busy) {
  const rows = picture.away.map((ticket) =>
    h(
      "li",
      {},
      h("strong", { class: "code" }, ticket.code),
      h("span", { class: "what" }, say(`stage.${ticket.state}`), ticket.note && h("small", {}, ticket.note)),
      h(
        "button",
        {
          type: "button",
          class: "small",
          id: `resume-${ticket.ticket}`,
          disabled: busy || !free(picture),
          "aria-label": `${ticket.code}: ${say("act.resume")}`,
          onclick: () => resume(ticket),
        },
        say("act.resume"),
      ),
    ),
  );
  return h(
    "section",
    { class: "away", "aria-label": say("away.title") },
    h("h2", {}, say("away.title"), h("span", { class: "count" }, String(rows.length))),
    rows.length > 0 ? h("ol", { tabindex: "0" }, rows.reverse()) : h("p", { class: "about" }, say("away.nobody")),
  );
}

const calledAt = (ticket, say) =>
  ticket.calls > 1
    ? say("visitor.called_times", { time: at(ticket.called_at), n: ticket.calls })
    : at(ticket.called_at);

/** Minutes from taking the ticket to the call, or until now for those who still wait. */
function waited(ticket) {
  const end = ticket.called_at !== null && ["called", "serving"].includes(ticket.state) ? ticket.called_at : null;
  if (end === null) return minutesSince(ticket.taken_at);
  return Math.max(0, Math.floor((Date.parse(end) - Date.parse(ticket.taken_at)) / 60_000));
}

export const capital = (text) => text[0].toUpperCase() + text.slice(1);
