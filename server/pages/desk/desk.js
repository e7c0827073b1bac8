/** The operator's workplace: the newest picture of one desk, and acts that name the ticket being looked at. */

import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused, follow, keepUpToDate } from "/page/link/hub.js";
import { clockTime } from "/page/link/words.js";
import { ACTS } from "/page/desk/acts.js";
import { chooser } from "/page/desk/choose.js";
import { askCall, askNoShow, askPark, askPause, askRank, askTransfer } from "/page/desk/dialogs.js";
import { askByHand, askTicket, tellCode } from "/page/desk/numbers.js";
import { askOutcome } from "/page/desk/outcome.js";
import { deskControls } from "/page/desk/state.js";
import { awayPane, waitingPane } from "/page/desk/queue.js";
import { servicePane } from "/page/desk/service.js";
import { visitorPane } from "/page/desk/visitor.js";
import { DeskPrinter, PAPER_MS } from "/page/staff/print.js";
import { Staff, linkMark, noticesOf, until } from "/page/staff/staff.js";

const DESK_KEY = "kezek.desk";
const SETTLE_MS = 1_500;
const REDRAW_MS = 10_000;
const NO_TICKET = ["next", "tickets", "by-hand", "help"];

const place = (id) => document.getElementById(id);
const staff = new Staff(() => drawAll());
const printer = new DeskPrinter(staff, (text) => complain(text));

let content = null;
let desk = null;
let picture = null;
let link = "lost";
let busy = false;
let stop = () => {};
let pictures = 0;
let settled = () => {};

async function start() {
  await until(() => staff.open());
  await staff.enter();
  if (!["operator", "representative"].includes(staff.who.role)) return draw(place("main"), staff.notAllowed());
  await loadContent();
  const kept = Number(new URLSearchParams(location.search).get("desk") ?? localStorage.getItem(DESK_KEY));
  if (ownDesks().some((one) => one.id === kept)) choose(kept);
  else chooseDesk();
  document.addEventListener("keydown", onKey);
  setInterval(drawAll, REDRAW_MS);
}

/** A guest of a body works where all services are of this body, everybody else at any desk. */
function ownDesks() {
  const { unit } = staff.who;
  const own = new Set(content.services.filter((service) => !unit || service.unit === unit).map(({ id }) => id));
  return content.desks.filter((one) => one.services.every((id) => own.has(id)));
}

const loadContent = (manner) =>
  until(async () => {
    content = await staff.ask("GET", "/api/content", undefined, manner);
    inZone(content.centre.timezone);
  });

function choose(number) {
  stop();
  desk = number;
  picture = null;
  localStorage.setItem(DESK_KEY, String(number));
  history.replaceState(null, "", `?desk=${number}`);
  ({ end: stop } = follow(`desk:${number}`, {
    onPicture: (newest) => {
      picture = newest;
      pictures += 1;
      settled();
      drawAll();
    },
    onTick: hear,
    onLink: (state) => {
      link = state;
      if (state === "live") {
        keepUpToDate(() => !busy && document.querySelector("dialog") === null);
        Promise.all([loadContent({ byItself: true }), printer.at(number)]).then(drawAll);
      }
      drawHead();
    },
    onFail: () => staff.enter(true),
  }));
  drawAll();
}

async function chooseDesk() {
  stop();
  desk = picture = null;
  const states = await staff.ask("GET", "/api/board").catch(() => ({ desks: [] }));
  drawHead();
  draw(place("main"), chooser(staff.say, ownDesks(), states.desks, choose));
}

/** Ask something of this desk. Throws `Refused`. */
const send = (what, body, patience) => tell("POST", `/api/desks/${desk}/${what}`, body, patience);

/** One request at a time: the buttons rest until it is answered and its picture has come. Throws `Refused`. */
async function tell(method, path, body, patience) {
  if (busy) return false;
  busy = true;
  const focused = document.activeElement?.id;
  const before = pictures;
  complain("");
  drawAll();
  try {
    const answer = await staff.ask(method, path, body, { patience });
    if (pictures === before) {
      await new Promise((resolve) => {
        settled = resolve;
        setTimeout(resolve, SETTLE_MS);
      });
    }
    return answer;
  } finally {
    busy = false;
    settled = () => {};
    drawAll();
    if (focused) place(focused)?.focus();
  }
}

/** What a button asked without a question: the words of a no stand on the page. */
async function pressed(asked) {
  try {
    await asked;
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    complain(no.message);
  }
}

/** Everything the parts of the page are drawn from. */
const seen = () => ({ say: staff.say, language: staff.language, content, picture, printer });

/** Do one of the ACTS to the ticket that is on the screen now; a question first where one is needed. */
function act(id) {
  const { ticket } = picture;
  const { say } = staff;
  if (id === "register") return register(ticket);
  const asked = {
    finish: () => askOutcome(seen()),
    "no-show": () => askNoShow(say, ticket),
    park: () => askPark(say, ticket),
    transfer: () => askTransfer(say, ticket, seen()),
    rank: () => askRank(say, ticket),
    tickets: () => askTicket(seen()),
    "by-hand": () => askByHand(seen()),
  }[id];
  const done = (more) => send(id, NO_TICKET.includes(id) ? more : { ticket: ticket.ticket, ...more });
  if (!asked) return pressed(done({}));
  if (id === "finish") return asked()((more) => finish(ticket, more));
  if (id === "tickets") return issue(asked());
  return asked()(done);
}

/** A number for a visitor without a kiosk: on paper where the desk has a printer, and told where it has not come out. */
async function issue(put) {
  const ticket = await put((wanted) => send("tickets", wanted, PAPER_MS));
  if (ticket === null) return;
  const again = () => printer.print({ paper: "ticket", of: ticket.ticket, language: null });
  let { paper } = ticket;
  do paper = await tellCode(staff.say, { ...ticket, paper }, again);
  while (paper !== null);
}

/** To the registration journal, with what is known of the visitor at the desk; it leads back here. */
function register(ticket) {
  const known = ticket && {
    ticket: ticket.ticket,
    service: ticket.service,
    village: ticket.village ?? "",
    language: ticket.language,
  };
  location.assign(`/journal?${new URLSearchParams({ desk, ...known })}`);
}

/** The visit is over, or goes on with its next service. */
function finish(ticket, { whole, ...outcome }) {
  if (whole) return send("finish", { ticket: ticket.ticket, ...outcome });
  return send("next-service", { ticket: ticket.ticket, service: ticket.service, ...outcome });
}

/** Something to one of the list, after the question for its reason. */
const withReason = (what, ask) => (ticket) =>
  ask(staff.say, ticket)((more) => send(what, { ticket: ticket.ticket, ...more }));
const correct = withReason("rank", askRank);
const chooseOne = withReason("call", askCall);

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const wanted = ACTS.filter(({ codes }) => codes.includes(event.code));
  if (wanted.length === 0 || picture === null) return;
  event.preventDefault();
  const possible = wanted.find(({ when }) => when(picture));
  if (event.repeat || busy || !possible) return;
  act(possible.id);
}

function complain(text) {
  place("error").textContent = text;
}

function drawAll() {
  if (staff.who === null || content === null) return;
  drawHead();
  if (desk === null) return void chooseDesk();
  if (picture === null) return draw(place("main"));
  const may = staff.who.rights.includes("call_out_of_order");
  draw(place("notices"), noticesOf(picture, staff.say, answerButton));
  draw(
    place("main"),
    h("div", { class: "left" }, visitorPane(seen()), actsPane(false), actsPane(true)),
    servicePane(seen()),
    h(
      "div",
      { class: "right" },
      waitingPane(seen(), { correct, choose: may ? chooseOne : null, busy }),
      awayPane(seen(), { resume: (ticket) => pressed(send("resume", { ticket: ticket.ticket })), busy }),
    ),
  );
}

/** What can be answered: somebody at a kiosk has called an employee, or a desk its colleagues. */
function answerButton({ code, values }) {
  const { kiosk, desk: asking } = values;
  if (code === "kiosk_help") {
    const path = `/api/kiosks/${encodeURIComponent(kiosk)}/help`;
    return answering(`help-${kiosk}`, staff.say("help.going"), path);
  }
  if (code !== "desk_help") return null;
  const key = asking === String(desk) ? "help.end" : "help.going";
  return answering(`help-desk-${asking}`, staff.say(key), `/api/desks/${asking}/help`);
}

const answering = (id, text, path) =>
  h("button", { type: "button", id, disabled: busy, onclick: () => pressed(tell("DELETE", path)) }, text);

function actsPane(rarely) {
  return h(
    "div",
    { class: rarely ? "acts rare" : "acts", role: "group" },
    ACTS.filter(({ rare = false }) => rare === rarely).map(({ id, key, when, best }) =>
      h(
        "button",
        {
          type: "button",
          id: `act-${id}`,
          class: best?.(picture) ? "primary" : null,
          disabled: busy || !when(picture),
          "aria-keyshortcuts": key,
          onclick: () => act(id),
        },
        h("span", {}, staff.say(`act.${id.replace("-", "_")}`)),
        h("kbd", {}, key),
      ),
    ),
  );
}

function drawHead() {
  const { say, who } = staff;
  document.title = desk === null ? "Kezek" : `${say("desk.name", { n: desk })} · Kezek`;
  draw(
    place("head"),
    h("img", { src: "/page/link/kezek.svg", alt: "" }),
    desk !== null && h("h1", {}, say("desk.name", { n: desk })),
    picture !== null && deskControls({ say, who, picture, busy }, { press: (what) => pressed(send(what, {})), pause, chooseDesk }),
    h("span", { class: "grow" }),
    desk !== null && linkMark(link, say),
    h("span", { class: "time" }, clockTime(wall())),
    staff.languageSwitch(),
    h("span", { class: "who" }, who.name),
    h("button", { type: "button", id: "leave", onclick: () => staff.leave() }, say("login.leave")),
  );
}

const pause = () => askPause(staff.say, content.schedule, wall())((more) => send("pause", more));

start();
