/** Who waits for this desk, and who is away. */

import { minutesSince } from "/page/link/clock.js";
import { h } from "/page/link/dom.js";
import { free } from "/page/desk/acts.js";
import { serviceName, turnBadge, waited } from "/page/desk/visitor.js";
import { lasting } from "/page/staff/staff.js";

/** In the order of calling, how long, and why the first is first. `choose` is null for whoever may not. */
export function waitingPane(seen, { correct, choose, busy }) {
  const { say, picture } = seen;
  const rows = picture.waiting.map((ticket, index) =>
    h(
      "li",
      { class: index === 0 ? "first" : null },
      h("strong", { class: "code" }, ticket.code),
      whatOf(ticket, seen),
      h("span", { class: "wait" }, lasting(waited(ticket), say)),
      h(
        "span",
        { class: "row-acts" },
        choose && small(`call-${ticket.ticket}`, say("act.call"), "▸", busy || !free(picture), ticket, choose),
        small(
          `rank-${ticket.ticket}`,
          say("act.rank"),
          ticket.rank === "out_of_turn" ? "◆" : "◇",
          busy,
          ticket,
          correct,
        ),
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

function whatOf(ticket, { say, language, content }) {
  return h(
    "span",
    { class: "what" },
    h("span", { class: "name" }, serviceName(content, ticket.service, language)),
    ticket.left.length > 0 && h("span", { class: "badge more" }, say("visitor.more", { n: ticket.left.length })),
    ticket.rank === "out_of_turn" && turnBadge(say),
    ticket.to_desk !== null && h("span", { class: "badge" }, say("visitor.reserved", { n: ticket.to_desk })),
  );
}

const small = (id, name, sign, disabled, ticket, act) =>
  h(
    "button",
    {
      type: "button",
      class: "small",
      id,
      disabled,
      title: name,
      "aria-label": `${ticket.code}: ${name}`,
      onclick: () => act(ticket),
    },
    sign,
  );

/** The parked and those who did not come, since when: each can be called back by one button, however late. */
export function awayPane({ say, picture }, { resume, busy }) {
  const rows = picture.away.map((ticket) =>
    h(
      "li",
      {},
      h("strong", { class: "code" }, ticket.code),
      h("span", { class: "what" }, say(`stage.${ticket.state}`), ticket.note && h("small", {}, ticket.note)),
      h("span", { class: "wait" }, lasting(minutesSince(ticket.away_since), say)),
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
