/** The day in figures, for the head and for observers. */

import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused, follow, keepUpToDate } from "/page/link/hub.js";
import { clockTime, longDate } from "/page/link/words.js";
import { askHall, hallPane } from "/page/head/hall.js";
import { Staff, lasting, linkMark, noticesOf } from "/page/staff/staff.js";

const RETRY_MS = 3_000;
const ROLES = ["head", "observer"];

const place = (id) => document.getElementById(id);
const staff = new Staff(() => drawAll());

let picture = null;
let link = "lost";

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
  drawAll();
  if (!ROLES.includes(staff.who.role)) return;
  const { centre } = await staff.ask("GET", "/api/content");
  inZone(centre.timezone);
  follow("head", {
    onPicture: (newest) => {
      picture = newest;
      drawAll();
    },
    onTick: (iso) => {
      hear(iso);
      drawAll();
    },
    onLink: (state) => {
      link = state;
      if (state === "live") keepUpToDate(() => document.querySelector("dialog") === null);
      drawAll();
    },
    onFail: () => staff.enter(true),
  });
}

function drawAll() {
  if (staff.who === null) return;
  const { say } = staff;
  document.title = `${say("head.title")} · Kezek`;
  drawHead();
  if (!ROLES.includes(staff.who.role)) return draw(place("main"), staff.notAllowed());
  if (picture === null) return;
  draw(place("notices"), noticesOf(picture, say));
  const { language } = staff;
  const hall = { say, language, picture, tell: tellHall, takeBack: () => ask("DELETE") };
  draw(place("main"), figures(), staff.who.role === "head" && hallPane(hall), desks());
}

async function tellHall() {
  const word = await askHall(staff.say);
  if (word !== null) await ask("PUT", word);
}

async function ask(method, body) {
  try {
    await staff.ask(method, "/api/hall/notice", body);
    place("error").textContent = "";
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    place("error").textContent = no.message;
  }
}

function drawHead() {
  const { say, who, language } = staff;
  const now = wall();
  draw(
    place("head"),
    h("img", { src: "/page/link/kezek.svg", alt: "" }),
    h("h1", {}, say("head.title")),
    h("span", {}, longDate(now, language)),
    h("span", { class: "grow" }),
    linkMark(link, say),
    h("span", { class: "time" }, clockTime(now)),
    staff.languageSwitch(),
    h("span", { class: "who" }, who.name),
    h("button", { type: "button", id: "leave", onclick: () => staff.leave() }, say("login.leave")),
  );
}

function figures() {
  const { say } = staff;
  const minutes = (value) => (value === null ? "–" : lasting(Math.round(value), say));
  const share = picture.served_within_15 === null ? "–" : `${Math.round(picture.served_within_15 * 100)} %`;
  const shown = [
    ["taken", picture.taken],
    ["waiting", picture.waiting_count],
    ["longest", minutes(picture.longest_wait_minutes)],
    ["mean", minutes(picture.mean_wait_minutes)],
    ["within", share],
    ["called", picture.called],
    ["finished", picture.finished],
    ["no_show", picture.no_show],
    ["out_of_turn", picture.out_of_turn],
    picture.guard_calls > 0 && ["guard", picture.guard_calls],
  ];
  return h(
    "dl",
    { class: "figures" },
    shown
      .filter(Boolean)
      .map(([key, value]) => h("div", {}, h("dt", {}, say(`head.${key}`)), h("dd", {}, String(value)))),
  );
}

function desks() {
  const { say } = staff;
  const columns = ["desk", "state", "operator", "ticket", "done"];
  return h(
    "table",
    {},
    h("caption", {}, say("head.desks")),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        columns.map((key) => h("th", { scope: "col", class: key === "done" ? "number" : null }, say(`head.${key}`))),
      ),
    ),
    h(
      "tbody",
      {},
      picture.desks.map((desk) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, say("desk.name", { n: desk.desk })),
          h("td", {}, h("span", { class: `state ${desk.state}` }, say(`desk.state.${desk.state}`))),
          h("td", {}, desk.by ?? "–"),
          h("td", {}, desk.code ?? "–"),
          h("td", { class: "number" }, String(desk.finished)),
        ),
      ),
    ),
  );
}

start();
