/** The television: draws the newest picture of the office, announces each call once, and shows the time and news. */

import { Announcements } from "/page/board/announcements.js";
import { large, line, quiet } from "/page/board/calls.js";
import { isNight, isOpenAt, nextOpening } from "/page/link/hours.js";
import { inTurn, ready, topics } from "/page/board/info.js";
import { notices } from "/page/board/notices.js";
import { Pager } from "/page/board/panel.js";
import { fitTight, fits, furnish } from "/page/board/room.js";
import { Tongues } from "/page/board/tongues.js";
import { Voice, loudness } from "/page/board/voice.js";
import { drawWaiting } from "/page/board/waiting.js";
import { hear, inZone, wall } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { ask, follow, keepUpToDate } from "/page/link/hub.js";
import { LANGUAGES, clockTime, longDate } from "/page/link/words.js";

const ROWS_MAX = 4;
const LOOK_MS = 200;
const TONGUE_MS = 8_000;
const PAGE_MS = 12_000;
const VIDEO_TURNS_MAX = 20;
const RETRY_MS = 3_000;
const SMALLEST = 0.4;
const WEIGHTS = [400, 600, 800];

const place = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const announcements = new Announcements();

let board = null;
let tongues = null;
let content = null;
let picture = null;
let pager = null;
let pagerDay = null;
let voice = null;
let hub = null;
let speaking = false;
let link = "lost";
let lastHeard = null;

async function start() {
  await until(refreshContent);
  await Promise.allSettled(WEIGHTS.map((weight) => document.fonts.load(`${weight} 1em Kezek`, "Аң")));
  if (board.sound !== "none") voice = new Voice(tellSound);
  hub = follow(`board:${board.id}`, {
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
        keepUpToDate(() => !speaking && announcements.quiet(performance.now()));
        refreshContent().catch(() => {});
        tellSound();
      }
      drawLink();
    },
  });
  setInterval(drawTime, 1_000);
  setInterval(drawCalls, LOOK_MS);
  setInterval(turnTongue, board.languages.length > 1 ? TONGUE_MS : PAGE_MS);
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
  board = settings(newest.boards);
  tongues = await Tongues.load(board.languages);
  content = newest;
  inZone(content.centre.timezone);
  inform();
  draw(place("heads"), tongues.say("board.ticket"), tongues.say("board.desk"));
  draw(place("centre"), tongues.say("board.centre", (to) => ({ municipality: content.centre.municipality[to] })));
  furnish(board);
  drawTime();
  fits(place("centre"), SMALLEST);
  pager.turn();
}

/** Begin the information anew: what is told depends on the weekday, and only the hub knows it for certain. */
function inform() {
  pagerDay = wall().weekday;
  pager = new Pager(place("info"), inTurn(topics(content, board, tongues, wall()), papers));
}

/** This board of the content, by the page's address; what stands after `?` is for trying out, where it can be read. */
function settings(boards) {
  const own = boards.find(({ id }) => location.pathname === `/board/${id}`) ?? boards[0];
  const tried = new URLSearchParams(location.search);
  const languages = (tried.get("languages") ?? "").split(",").filter((language) => LANGUAGES.includes(language));
  return {
    ...own,
    languages: languages.length > 0 ? languages : own.languages,
    diagonal_inch: Number(tried.get("diagonal")) || own.diagonal_inch,
    distance_m: Number(tried.get("distance")) || own.distance_m,
  };
}

const papers = () => (picture?.ready.length > 0 ? ready(picture.ready, tongues) : null);

/** The next language; when all have been heard, the next page. A video is seen to its end. */
let videoTurns = 0;

function turnTongue() {
  if (!tongues.turn()) return;
  document.body.classList.toggle("dated");
  const video = place("info").querySelector("video");
  const plays = video !== null && !video.ended && video.error === null && videoTurns < VIDEO_TURNS_MAX;
  videoTurns = plays ? videoTurns + 1 : 0;
  if (!plays) pager.turn();
}

function drawPicture() {
  const closed = isClosed();
  document.body.classList.toggle("closed", closed);
  document.body.classList.toggle("night", closed && isNight(content.schedule, wall()));
  const told = notices(picture, wall(), tongues);
  place("notices").hidden = told.length === 0;
  draw(place("notices"), told);
  fits(place("notices"), SMALLEST);
  drawClosed(closed);
  drawWaiting(place("waiting"), picture, tongues);
  drawCalls();
  pager.settle();
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
  if (now.weekday !== pagerDay) {
    inform();
    pager.turn();
  }
  if (picture) drawPicture();
  draw(place("time"), clockTime(now));
  draw(place("date"), tongues.show(tongues.languages.map((language) => longDate(now, language))));
  fits(place("date"), SMALLEST);
}

let drawnCalls = "";

function drawCalls() {
  if (picture === null) return;
  const { call: hero, announced } = announcements.hero(performance.now(), speaking);
  const recent = picture.calls.filter((call) => call.code !== hero?.code);
  const drawing = JSON.stringify([hero, recent, picture.desks, picture.open, picture.notices, clockTime(wall())]);
  if (drawing !== drawnCalls) {
    drawnCalls = drawing;
    drawHero(hero);
    drawRows(recent);
  }
  if (announced) announce(hero);
}

function drawHero(hero) {
  const box = place("hero");
  box.dataset.state = hero?.state ?? "none";
  document.body.classList.toggle("nobody-called", hero === null);
  draw(box, hero ? large(hero, tongues) : quiet(picture, content.schedule, wall(), tongues), box.querySelector(".glow"));
  for (const element of [...box.querySelectorAll(".caption"), box]) fitTight(element, SMALLEST);
}

/** As many rows as leave each number its size; always the same, so that nothing jumps: those without a call are empty. */
function drawRows(recent) {
  const rows = place("rows");
  const least = Number.parseFloat(getComputedStyle(rows).getPropertyValue("--number")) * 1.12;
  const count = Math.max(1, Math.min(ROWS_MAX, Math.floor(rows.clientHeight / least)));
  const made = (index) =>
    index < recent.length
      ? h("li", { "data-state": recent[index].state }, line(recent[index], tongues))
      : h("li", { "aria-hidden": "true" });
  rows.style.setProperty("--rows", String(count));
  draw(rows, Array.from({ length: count }, (_, index) => made(index)));
  for (const row of rows.children) fitTight(row, SMALLEST);
}

/** Draw attention, and speak; the next announcement waits for the end of this one. */
async function announce(call) {
  attract(place("hero"));
  if (voice === null) return;
  speaking = true;
  const { languages, times, volume } = content.voice;
  const spoken = board.sound === "voice" ? languages : [];
  try {
    await voice.announce(call, { languages: spoken, times, loud: loudness(volume, wall()) });
  } finally {
    speaking = false;
  }
}

/** Slow swells of light, at most 1.2 a second, never a flash; none where motion is unwelcome. */
function attract(element) {
  element.dataset.announced = String(Number(element.dataset.announced ?? 0) + 1);
  if (calm.matches) return;
  element.querySelector(".glow")?.remove();
  const glow = element.appendChild(h("span", { class: "glow" }));
  const swell = glow.animate({ opacity: [0, 1, 0] }, { duration: 1_000, iterations: 4, easing: "ease-in-out" });
  swell.onfinish = () => glow.remove();
}

function drawClosed(closed) {
  const box = place("closed");
  box.hidden = !closed;
  if (!closed) return;
  const opening = nextOpening(content.schedule, wall());
  const date = (language) => longDate(opening, language).replaceAll("-", "\u2011");
  const opens = (language) => ({ date: date(language), time: opening.time });
  draw(
    box,
    h("p", { class: "closed-word" }, tongues.say("board.closed")),
    opening && h("p", { class: "opens" }, tongues.say("board.opens", opens)),
  );
  fits(box, SMALLEST);
}

/** The staff hear from the hub when this browser lets nothing be heard; so does whoever stands before it. */
function tellSound() {
  if (voice === null) return;
  hub?.say(voice.muted ? "muted" : "heard");
  place("sound").hidden = !voice.muted;
  draw(place("sound"), tongues.speakers[0]("sound.muted"));
}

function drawLink() {
  document.body.dataset.link = link;
  const time = lastHeard ? clockTime(lastHeard) : "–";
  const text = link === "live" ? tongues.speakers[0]("link.live") : tongues.say(`link.${link}`, { time });
  draw(place("link"), h("span", { class: "dot" }), h("span", {}, text));
  fits(place("link"), SMALLEST);
  drawAnew();
}

/** The place for everything has become larger or smaller. */
function drawAnew() {
  drawnCalls = "";
  if (picture) drawPicture();
}

addEventListener("resize", () => {
  if (board === null) return;
  furnish(board);
  fits(place("centre"), SMALLEST);
  drawAnew();
});
addEventListener("keydown", (event) => {
  if (event.code === "ArrowRight" && pager !== null) pager.turn();
});
start();
