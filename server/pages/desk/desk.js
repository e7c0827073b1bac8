/** The operator's workplace: the newest picture of one desk, and acts that name the ticket being looked at. */

import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused, follow, keepUpToDate } from "/page/link/hub.js";
import { clockTime } from "/page/link/words.js";
import { ACTS } from "/page/desk/acts.js";
import { askNoShow, askOutcome, askPark, askRank, askTransfer } from "/page/desk/dialogs.js";
import { awayPane, servicePane, visitorPane, waitingPane } from "/page/desk/panes.js";
import { Staff, linkMark, noticesOf } from "/page/staff/staff.js";

const DESK_KEY = "kezek.desk";
const SETTLE_MS = 1_500;
const REDRAW_MS = 10_000;
const RETRY_MS = 3_000;

const place = (id) => document.getElementById(id);
const staff = new Staff(() => drawAll());

let content = null;
let desk = null;
let picture = null;
let link = "lost";
let busy = false;
let stop = () => {};
let pictures = 0;
let settled = () => {};

async function start() {
  for (;;) {
    try {
      await staff.open();
      break;
    } catch {
      await new Promise((wake) => setTimeout(wake, RETRY_MS));
    }
  }
  await staff.enter();
  if (staff.who.role !== "operator") return draw(place("main"), staff.notAllowed());
  await loadContent();
  const kept = Number(new URLSearchParams(location.search).get("desk") ?? localStorage.getItem(DESK_KEY));
  if (content.desks.some((one) => one.id === kept)) choose(kept);
  else chooseDesk();
  document.addEventListener("keydown", onKey);
  setInterval(drawAll, REDRAW_MS);
}

async function loadContent() {
  for (;;) {
    try {
      content = await staff.ask("GET", "/api/content");
      inZone(content.centre.timezone);
      return;
    } catch {
      await new Promise((wake) => setTimeout(wake, RETRY_MS));
    }
  }
}

function choose(number) {
  stop();
  desk = number;
  picture = null;
  localStorage.setItem(DESK_KEY, String(number));
  history.replaceState(null, "", `?desk=${number}`);
  stop = follow(`desk:${number}`, {
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
        loadContent().then(drawAll);
      }
      drawHead();
    },
    onFail: () => staff.enter(true),
  });
  drawAll();
}

async function chooseDesk() {
  stop();
  desk = picture = null;
  const states = await staff.ask("GET", "/api/board").catch(() => ({ desks: [] }));
  drawHead();
  draw(
    place("main"),
    h(
      "section",
      { class: "choose" },
      h("h2", {}, staff.say("desk.choose")),
      h(
        "div",
        { class: "desks" },
        content.desks.map((one) => {
          const state = states.desks.find((other) => other.desk === one.id)?.state;
          const all = one.services.includes("all");
          const services = all
            ? staff.say("desk.all_services")
            : staff.say("desk.services", { n: one.services.length });
          return h(
            "button",
            { type: "button", id: `desk-${one.id}`, onclick: () => choose(one.id) },
            h("strong", {}, staff.say("desk.name", { n: one.id })),
            h("span", {}, services),
            state && h("span", { class: `state ${state}` }, staff.say(`desk.state.${state}`)),
          );
        }),
      ),
    ),
  );
}

/** Ask something of this desk. */
const send = (what, body) => tell("POST", `/api/desks/${desk}/${what}`, body);

/** One request at a time: the buttons rest until it is answered and its picture has come. */
async function tell(method, path, body) {
  if (busy) return;
  busy = true;
  const focused = document.activeElement?.id;
  const before = pictures;
  complain("");
  drawAll();
  try {
    await staff.ask(method, path, body);
    if (pictures === before) {
      await new Promise((resolve) => {
        settled = resolve;
        setTimeout(resolve, SETTLE_MS);
      });
    }
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    complain(no.message);
  } finally {
    busy = false;
    settled = () => {};
    drawAll();
    if (focused) place(focused)?.focus();
  }
}

/** Do one of the ACTS to the ticket that is on the screen now; a question first where one is needed. */
async function act(id) {
  const { ticket } = picture;
  const { say, language } = staff;
  const asked = {
    finish: () => askOutcome(say, ticket),
    "no-show": () => askNoShow(say, ticket),
    park: () => askPark(say, ticket),
    transfer: () => askTransfer(say, ticket, { content, picture, language }),
    rank: () => askRank(say, ticket),
  }[id];
  const more = asked ? await asked() : {};
  if (more === null) return;
  await send(id, id === "next" ? {} : { ticket: ticket.ticket, ...more });
}

async function correct(ticket) {
  const more = await askRank(staff.say, ticket);
  if (more !== null) await send("rank", { ticket: ticket.ticket, ...more });
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const wanted = ACTS.find(({ codes }) => codes.includes(event.code));
  if (!wanted || picture === null) return;
  event.preventDefault();
  if (event.repeat || busy || !wanted.when(picture)) return;
  act(wanted.id);
}

function complain(text) {
  place("error").textContent = text;
}

function drawAll() {
  if (staff.who === null || content === null) return;
  drawHead();
  if (desk === null) return void chooseDesk();
  if (picture === null) return draw(place("main"));
  const seen = { say: staff.say, language: staff.language, content, picture };
  draw(place("notices"), noticesOf(picture, staff.say, goingButton));
  draw(
    place("main"),
    h("div", { class: "left" }, visitorPane(seen), actsPane()),
    servicePane(seen),
    h(
      "div",
      { class: "right" },
      waitingPane(seen, correct),
      awayPane(seen, (ticket) => send("resume", { ticket: ticket.ticket }), busy),
    ),
  );
}

/** Somebody at a kiosk has called an employee: this desk goes. */
function goingButton({ code, values }) {
  if (code !== "kiosk_help") return null;
  const { kiosk } = values;
  return h(
    "button",
    {
      type: "button",
      id: `help-${kiosk}`,
      disabled: busy,
      onclick: () => tell("DELETE", `/api/kiosks/${encodeURIComponent(kiosk)}/help`),
    },
    staff.say("help.going"),
  );
}

function actsPane() {
  return h(
    "div",
    { class: "acts", role: "group" },
    ACTS.map(({ id, key, when, best }) =>
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
    picture !== null && deskControls(),
    h("span", { class: "grow" }),
    desk !== null && linkMark(link, say),
    h("span", { class: "time" }, clockTime(wall())),
    staff.languageSwitch(),
    h("span", { class: "who" }, who.name),
    h("button", { type: "button", id: "leave", onclick: () => staff.leave() }, say("login.leave")),
  );
}

function deskControls() {
  const { say, who } = staff;
  const { state, by } = picture;
  const button = (id, key, shown, enabled = true) =>
    shown &&
    h(
      "button",
      { type: "button", id: `desk-${id}`, disabled: busy || !enabled || !picture.open, onclick: () => send(id, {}) },
      say(key),
    );
  const others = state !== "closed" && by !== null && by !== who.person;
  return [
    h("span", { class: `state ${state}` }, say(`desk.state.${state}`)),
    others && h("span", { class: "state other", title: say("desk.by_other", { by }) }, by),
    button("open", "desk.open", state === "closed"),
    button("open", others ? "desk.take_over" : "desk.continue", state === "paused" || others),
    button("pause", "desk.pause", state === "open" && !others, picture.ticket === null),
    button("close", "desk.close", state !== "closed", picture.ticket === null),
    h("button", { type: "button", id: "other-desk", disabled: busy, onclick: chooseDesk }, say("desk.other")),
  ];
}

start();
