/** The television: draws the newest picture of the office, announces each call once, and shows the time and news. */

import { Announcements } from "/page/board/announcements.js";
import { atLunch, isOpenAt, nextOpening, short } from "/page/link/hours.js";
import { inTurn, pages } from "/page/board/info.js";
import { Tongues, chosen } from "/page/board/tongues.js";
import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h, svg } from "/page/link/dom.js";
import { ask, follow, keepUpToDate } from "/page/link/hub.js";
import { clockTime, longDate, phone } from "/page/link/words.js";

const ROWS = 4;
const LOOK_MS = 200;
const PAGE_MS = 12_000;
const RETRY_MS = 3_000;
const WIDEST = 1.35;
const NARROWEST = 0.55;
const WEIGHTS = [400, 600, 800];

const place = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const announcements = new Announcements();

let tongues = null;
let content = null;
let picture = null;
let turns = null;
let link = "lost";
let lastHeard = null;

async function start() {
  const languages = chosen(location.search);
  document.documentElement.lang = languages[0];
  tongues = await until(() => Tongues.load(languages));
  await Promise.allSettled(WEIGHTS.map((weight) => document.fonts.load(`${weight} 1em Kezek`, "Аң")));
  await until(refreshContent);
  follow("board", {
    onPicture: (newest) => {
      picture = newest;
      lastHeard = wall();
      announcements.hear(picture.open ? picture.calls : []);
      drawPicture();
    },
    onTick: (iso) => {
      hear(iso);
      lastHeard = wall();
      drawTime();
    },
    onLink: (state) => {
      link = state;
      if (link === "live") {
        keepUpToDate(() => announcements.quiet(performance.now()));
        refreshContent().catch(() => {});
      }
      drawLink();
    },
  });
  setInterval(drawTime, 1_000);
  setInterval(drawCalls, LOOK_MS);
  setInterval(turnPage, PAGE_MS);
}

/** Do it again until the hub answers: a television is switched on before or after the hub. */
async function until(attempt) {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((wake) => setTimeout(wake, RETRY_MS));
    }
  }
}

async function refreshContent() {
  const newest = await ask("GET", "/board/content");
  if (content?.version === newest.version) return;
  content = newest;
  inZone(content.centre.timezone);
  turns = inTurn(pages(content, tongues));
  draw(place("heads"), h("span", {}, tongues.say("board.ticket")), h("span", {}, tongues.say("board.desk")));
  draw(place("centre"), tongues.text(content.centre.name));
  drawTime();
  narrow(place("centre"));
  turnPage();
}

function drawPicture() {
  const closed = isClosed();
  if (document.body.classList.toggle("closed", closed) === place("closed").hidden) fits(place("info"));
  drawClosed(closed);
  drawCalls();
  drawWaiting();
  drawNote();
}

/** Closed by the book, or out of hours with nobody at the desks and nobody waiting. */
function isClosed() {
  if (!picture.open) return true;
  const busy = picture.waiting_count > 0 || picture.desks.some((desk) => desk.state !== "closed");
  return !busy && !isOpenAt(content.schedule, wall());
}

let drawnTime = "";

function drawTime() {
  const now = wall();
  if (drawnTime === clockTime(now)) return;
  drawnTime = clockTime(now);
  if (picture) drawPicture();
  draw(place("time"), clockTime(now));
  draw(place("date"), tongues.show(tongues.languages.map((language) => longDate(now, language))));
  narrow(place("centre"));
}

let drawnCalls = "";

function drawCalls() {
  if (picture === null) return;
  const { call: hero, announced } = announcements.hero(performance.now());
  const rows = picture.calls.filter((call) => call.code !== hero?.code).slice(0, ROWS);
  const drawing = JSON.stringify([hero, rows, picture.desks, picture.open, clockTime(wall())]);
  if (drawing !== drawnCalls) {
    drawnCalls = drawing;
    const box = place("hero");
    box.dataset.state = hero?.state ?? "none";
    draw(box, hero ? large(hero) : quietHero(), box.querySelector(".glow"));
    document.body.classList.toggle("nobody-called", hero === null);
    draw(place("rows"), slots(rows));
    for (const element of [...box.querySelectorAll(".caption"), box, ...place("rows").children]) narrow(element);
  }
  if (announced) attract(place("hero"));
}

/** Always four rows, so that nothing jumps: those without a call are empty. */
const slots = (calls) =>
  Array.from({ length: ROWS }, (_, index) =>
    index < calls.length ? h("li", { "data-state": calls[index].state }, line(calls[index])) : h("li"),
  );

/** The large call: code and desk, and beneath them what to do in words. */
function large(call) {
  const word = call.state === "called" ? "board.come" : `state.${call.state}`;
  return [
    h("strong", { class: "code" }, call.code),
    arrow(),
    h("strong", { class: "desk" }, String(call.desk)),
    h(
      "p",
      { class: "caption" },
      h("span", {}, tongues.has(word) && tongues.say(word, { desk: call.desk })),
      call.out_of_turn && outOfTurn(),
    ),
  ];
}

/** A recent call in one line: code, what is to be done, desk. */
function line(call) {
  return [
    h("strong", { class: "code" }, call.code),
    h(
      "span",
      { class: "state" },
      call.out_of_turn && outOfTurn(),
      h("span", { class: "word" }, tongues.has(`state.${call.state}`) && tongues.say(`state.${call.state}`)),
    ),
    arrow(),
    h("strong", { class: "desk" }, String(call.desk)),
  ];
}

const outOfTurn = () => h("span", { class: "turn" }, diamond(), h("span", {}, tongues.say("board.out_of_turn")));

function quietHero() {
  const manned = picture.desks.some((desk) => desk.state === "open");
  if (manned || picture.desks.length === 0) {
    return h(
      "div",
      { class: "say" },
      h("p", {}, tongues.say("board.welcome")),
      h("p", {}, tongues.say("board.take_ticket")),
    );
  }
  const { schedule } = content;
  const lunch = atLunch(schedule, wall()) && { from: short(schedule.lunch_from), until: short(schedule.lunch_until) };
  return h(
    "div",
    { class: "say" },
    h("p", {}, tongues.say(lunch ? "board.lunch" : "board.desks_away", lunch || {})),
    h("p", {}, tongues.say("board.take_ticket")),
  );
}

/** Three slow swells of light, at most 1.2 a second, never a flash; none where motion is unwelcome. */
function attract(element) {
  element.dataset.announced = String(Number(element.dataset.announced ?? 0) + 1);
  if (calm.matches) return;
  element.querySelector(".glow")?.remove();
  const glow = element.appendChild(h("span", { class: "glow" }));
  const swell = glow.animate({ opacity: [0, 1, 0] }, { duration: 1_000, iterations: 4, easing: "ease-in-out" });
  swell.onfinish = () => glow.remove();
}

function drawWaiting() {
  draw(
    place("waiting-head"),
    h("span", {}, tongues.say("board.waiting")),
    h("strong", { class: "count" }, String(picture.waiting_count)),
  );
  const list = place("chips");
  const chips = picture.waiting.map((ticket) =>
    h(
      "li",
      { class: ticket.out_of_turn ? "turn" : null },
      h("strong", {}, ticket.code),
      ticket.out_of_turn && h("span", { class: "mark" }, diamond(), tongues.speakers[0]("board.out_of_turn")),
    ),
  );
  for (let shown = chips.length; shown >= 0; shown -= 1) {
    const hidden = picture.waiting_count - shown;
    const more = hidden > 0 && h("li", { class: "more" }, tongues.speakers[0]("board.waiting_more", { n: hidden }));
    draw(list, chips.slice(0, shown), more);
    for (const chip of list.children) narrow(chip);
    if (list.scrollHeight <= list.clientHeight + 1) break;
  }
  if (chips.length === 0) draw(list, h("li", { class: "nobody" }, tongues.say("board.nobody_waiting")));
}

function drawClosed(closed) {
  const box = place("closed");
  box.hidden = !closed;
  if (!closed) return;
  const opening = nextOpening(content.schedule, wall());
  const opens = (language) => ({ date: longDate(opening, language), time: opening.time });
  draw(
    box,
    h("p", { class: "closed-word" }, tongues.say("board.closed")),
    opening && h("p", { class: "opens" }, tongues.say("board.opens", opens)),
  );
}

function drawNote() {
  draw(
    place("note"),
    h("span", { class: "phone" }, phone(content.centre.phone)),
    h("span", { class: "right" }, diamond(), tongues.say("board.out_of_turn_why")),
  );
}

function drawLink() {
  document.body.dataset.link = link;
  const time = lastHeard ? clockTime(lastHeard) : "–";
  draw(
    place("link"),
    h("span", { class: "dot" }),
    link === "live" ? tongues.speakers[0]("link.live") : h("span", {}, tongues.say(`link.${link}`, { time })),
  );
}

/** The next page of news that fits; one that does not fit even in smaller letters is passed over. */
function turnPage() {
  const panel = place("info");
  for (let tried = 0; tried < 20; tried += 1) {
    draw(panel, h("div", { class: "page" }, turns.next().value()));
    if (fits(panel)) break;
  }
}

function fits(panel) {
  for (let scale = WIDEST; scale >= NARROWEST; scale -= 0.05) {
    panel.style.setProperty("--fit", scale.toFixed(2));
    if (panel.scrollHeight <= panel.clientHeight + 1 && panel.scrollWidth <= panel.clientWidth + 1) return true;
  }
  return false;
}

/** Long codes and words get smaller letters until nothing is cut off. */
function narrow(element) {
  for (let scale = 1; scale >= 0.4; scale -= 0.05) {
    element.style.setProperty("--fit", scale.toFixed(2));
    if (element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1) return;
  }
}

const arrow = () =>
  svg(
    "svg",
    { class: "arrow", viewBox: "0 0 48 24", "aria-hidden": "true" },
    svg("path", { d: "M2 12h42M33 3l11 9-11 9" }),
  );

const diamond = () =>
  svg(
    "svg",
    { class: "diamond", viewBox: "0 0 12 12", "aria-hidden": "true" },
    svg("path", { d: "M6 0l6 6-6 6-6-6z" }),
  );

addEventListener("resize", () => {
  drawnCalls = "";
  narrow(place("centre"));
  if (picture) drawPicture();
  fits(place("info"));
});
addEventListener("keydown", (event) => {
  if (event.code === "ArrowRight" && turns !== null) turnPage();
});
start();
