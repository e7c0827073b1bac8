/** The day in figures, for the head and for observers. */

import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused, follow, keepUpToDate } from "/page/link/hub.js";
import { clockTime, longDate } from "/page/link/words.js";
import { askHall, hallPane } from "/page/head/hall.js";
import { printPane } from "/page/head/print.js";
import { askSheet, sheetsPane } from "/page/head/sheets.js";
import { form } from "/page/staff/question.js";
import { Staff, lasting, linkMark, noticesOf, until } from "/page/staff/staff.js";

const SHEETS_MS = 600_000;
const ROLES = ["head", "observer"];

const place = (id) => document.getElementById(id);
const staff = new Staff(() => drawAll(), ["kiosk", "desk"]);

let picture = null;
let link = "lost";
let content = null;
let sheets = null;
let complaints = null;
let papers = null;

async function start() {
  await until(() => staff.open());
  await staff.enter();
  drawAll();
  if (!ROLES.includes(staff.who.role)) return;
  await until(async () => {
    content = await staff.ask("GET", "/api/content");
    inZone(content.centre.timezone);
  });
  loadSheets();
  setInterval(() => loadSheets({ byItself: true }), SHEETS_MS);
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
  draw(place("notices"), noticesOf(picture, say, clockButton));
  const { language } = staff;
  const hall = { say, language, picture, tell: tellHall, takeBack: () => ask("DELETE", "/api/hall/notice") };
  draw(
    place("main"),
    figures(),
    isHead() && hallPane(hall),
    desks(),
    complaints !== null && complaintsPane(complaints),
    sheets !== null && sheetsPane({ say, seen: sheets, keyIn: isHead() ? keyIn : null }),
    isHead() && paperPane(),
  );
}

/** Made once in each language: what was opened in it stays open. */
function paperPane() {
  const { say, language } = staff;
  if (papers?.lang !== language) {
    papers = printPane({ say, language, content });
    papers.lang = language;
  }
  return papers;
}

const isHead = () => staff.who.role === "head";

/** What the evaluation sheets of this quarter say, and how many complaints there were; a hub that cannot tell now is asked again later. */
async function loadSheets(manner) {
  sheets = await staff.ask("GET", "/api/sheets", undefined, manner).catch(() => sheets);
  complaints = await staff.ask("GET", "/api/journal/complaints", undefined, manner).catch(() => complaints);
  drawAll();
}

async function keyIn() {
  const { year, month, day } = wall();
  const today = [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
  const send = (sheet) => staff.ask("POST", "/api/sheets", sheet);
  if ((await askSheet(staff.say, content, staff.language, today, send)) !== null) await loadSheets();
}

/** A centre that was shut for long says that the date, which the hub does not believe, is right all the same. */
function clockButton({ code, values }) {
  if (code !== "clock_ahead" || !isHead()) return null;
  const act = () => askClock(values.shown);
  return h("button", { type: "button", id: "clock-right", onclick: act }, staff.say("clock.right"));
}

function askClock(date) {
  const { say } = staff;
  const shown = date.split(".").reverse().join("-");
  const about = h("p", { class: "about" }, say("clock.about"));
  const attributes = { class: "primary danger" };
  const put = form(say, say("clock.title", { date }), about, say("clock.yes", { date }), () => ({ shown }), attributes);
  return put((body) => staff.ask("POST", "/api/clock", body));
}

const tellHall = () => askHall(staff.say, (word) => staff.ask("PUT", "/api/hall/notice", word));

async function ask(method, path, body) {
  try {
    await staff.ask(method, path, body);
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
    picture.chosen_calls > 0 && ["chosen", picture.chosen_calls],
  ];
  return h(
    "dl",
    { class: "figures" },
    shown
      .filter(Boolean)
      .map(([key, value]) => h("div", {}, h("dt", {}, say(`head.${key}`)), h("dd", {}, String(value)))),
  );
}

/** The complaints of this year as figures (R097). */
function complaintsPane({ year, registered, answered, late }) {
  const { say } = staff;
  const told = [
    ["registered", registered],
    ["answered", answered],
    ["late", late],
  ];
  return h(
    "section",
    { id: "complaints" },
    h("h2", {}, say("head.complaints", { year })),
    h(
      "dl",
      { class: "figures" },
      told.map(([key, value]) =>
        h("div", {}, h("dt", {}, say(`head.complaints_${key}`)), h("dd", {}, String(value))),
      ),
    ),
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
