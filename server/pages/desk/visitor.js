/** Whoever is at the desk: what they came for, how long they have waited, and why they were called. */

import { minutesSince, wall } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { clockTime } from "/page/link/words.js";
import { lasting } from "/page/staff/staff.js";

/** Everything a pane needs: `say`, `language`, `content`, `picture`. */
export const serviceOf = (content, id) => content.services.find((service) => service.id === id);
export const serviceName = (content, id, language) => serviceOf(content, id)?.everyday[language] ?? id;
export const turnBadge = (say) => h("span", { class: "badge turn" }, say("rank.out_of_turn"));
const at = (iso) => clockTime(wall(Date.parse(iso)));

export function visitorPane(seen) {
  const { say, picture } = seen;
  const { ticket } = picture;
  if (ticket === null) return emptyPane(say, picture);
  return h(
    "section",
    { class: `visitor ${ticket.state}`, "aria-live": "polite", tabindex: "0", "aria-label": ticket.code },
    h("p", { class: "stage" }, say(`stage.${ticket.state}`)),
    h(
      "p",
      { class: "code-line" },
      h("strong", { id: "code" }, ticket.code),
      ticket.rank === "out_of_turn" && turnBadge(say),
    ),
    servicesOf(seen),
    h(
      "dl",
      {},
      factsOf(seen)
        .filter(Boolean)
        .map(([key, value, wide]) => h("div", { class: wide }, h("dt", {}, say(key)), h("dd", {}, value))),
    ),
  );
}

function factsOf({ say, language, content, picture }) {
  const { ticket } = picture;
  const village = content.villages.find((one) => one.id === ticket.village);
  return [
    ["visitor.waited", lasting(waited(ticket), say)],
    ticket.state === "serving"
      ? ["visitor.serving", lasting(minutesSince(ticket.started_at), say)]
      : ["visitor.called", calledAt(ticket, say)],
    ["visitor.village", village ? village.name[language] : say("visitor.village_unknown")],
    ["visitor.language", say(`language.${ticket.language}`)],
    ticket.reason && ["visitor.reason", say(`reason.${ticket.reason}`), "wide"],
    ticket.note && ["visitor.note", ticket.note, "wide"],
  ];
}

/** The service being given; of a visit with several, what is done and what comes after. */
function servicesOf({ say, language, content, picture }) {
  const { service, done, left } = picture.ticket;
  const name = (id) => serviceName(content, id, language);
  if (done.length + left.length === 0) return h("p", { class: "service-name" }, name(service));
  return h(
    "ol",
    { class: "services" },
    done.map((id) => h("li", { class: "done" }, h("span", {}, "✓"), name(id), h("small", {}, say("visitor.done")))),
    h("li", { class: "now", "aria-current": "step" }, h("span", {}, "▸"), name(service)),
    left.map((leg) =>
      h(
        "li",
        {},
        h("span", {}, "·"),
        name(leg.service),
        leg.desk !== null && h("small", {}, say("visitor.back_to", { n: leg.desk })),
      ),
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
  const back = picture.open && picture.desks.find(({ desk }) => desk === picture.desk)?.back_at;
  const name = picture.state === "open" ? say("desk.idle") : capital(say(`desk.state.${picture.state}`));
  return h(
    "section",
    { class: `visitor none ${picture.state}` },
    h("p", { class: "idle" }, name),
    h("p", { class: "about" }, back ? say("desk.back_at", { time: back }) : say(about)),
  );
}

const calledAt = (ticket, say) =>
  ticket.calls > 1
    ? say("visitor.called_times", { time: at(ticket.called_at), n: ticket.calls })
    : at(ticket.called_at);

/** Minutes from taking the ticket to the call, or until now for those who still wait. */
export function waited(ticket) {
  const end = ticket.called_at !== null && ["called", "serving"].includes(ticket.state) ? ticket.called_at : null;
  if (end === null) return minutesSince(ticket.taken_at);
  return Math.max(0, Math.floor((Date.parse(end) - Date.parse(ticket.taken_at)) / 60_000));
}

export const capital = (text) => text[0].toUpperCase() + text.slice(1);
