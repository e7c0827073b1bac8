/** The head's administration: who comes in, copies of the books, who saw what, the content's files. */

import { inZone } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused } from "/page/link/hub.js";
import { copiesView } from "/page/admin/copies.js";
import { filesView } from "/page/admin/files.js";
import { logView } from "/page/admin/log.js";
import { peopleView } from "/page/admin/people.js";
import { personView } from "/page/admin/person.js";
import { Staff, noticesOf, until } from "/page/staff/staff.js";
import { typedIn } from "/page/staff/typed.js";

/** Each view is a function of the house; it gives elements, or null when it was refused. */
const VIEWS = new Map([
  ["people", peopleView],
  ["copies", copiesView],
  ["log", logView],
  ["person", personView],
  ["files", filesView],
]);

const place = (id) => document.getElementById(id);
const staff = new Staff((same) => (same ? drawHead() : redraw()), ["desk", "admin"]);

let content = null;
let shown = VIEWS.has(location.hash.slice(1)) ? location.hash.slice(1) : "people";
/** What was typed or found in the present view. */
let details = {};
/** The details whose view is on the screen: drawn again with the same ones, it keeps what is typed in it. */
let standing = null;
let drawn = 0;

async function start() {
  await until(() => staff.open());
  await staff.enter();
  if (staff.who.role !== "head") return draw(place("main"), staff.notAllowed());
  await until(async () => {
    content = await staff.ask("GET", "/api/content");
    inZone(content.centre.timezone);
  });
  redraw();
}

/** `ask` gives null for a no, after its text is on the screen; `send` throws `Refused`; `show` draws the view again with
 * other details. */
function house() {
  const { say, language } = staff;
  const send = (method, path, body) => staff.ask(method, path, body);
  return { say, language, content, ask, send, show };
}

async function ask(method, path, body) {
  place("error").textContent = "";
  try {
    return (await staff.ask(method, path, body)) ?? {};
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    place("error").textContent = no.message;
    return null;
  }
}

function show(more = {}) {
  details = { ...details, ...more };
  return redraw();
}

async function redraw() {
  if (staff.who === null || content === null) return;
  drawHead();
  const mine = (drawn += 1);
  const wanted = details;
  const elements = await VIEWS.get(shown)(house(), wanted);
  if (mine === drawn && elements !== null) {
    const putBack = standing === wanted ? typedIn(place("main")) : () => {};
    draw(place("main"), elements);
    putBack();
    standing = wanted;
  }
  await drawNotices();
}

/** That the copy of the night was not made is told in every view. */
async function drawNotices() {
  const { failed } = await staff.ask("GET", "/api/copies").catch(() => ({ failed: "" }));
  const notices = failed ? [{ code: "copy_failed", values: {} }] : [];
  draw(place("notices"), noticesOf({ notices }, staff.say));
}

function open(view) {
  shown = view;
  details = {};
  redraw();
}

function drawHead() {
  const { say, who } = staff;
  document.title = `${say("admin.title")} · Kezek`;
  draw(
    place("head"),
    h("img", { src: "/page/link/kezek.svg", alt: "" }),
    h("h1", {}, say("admin.title")),
    h("span", { class: "grow" }),
    staff.languageSwitch(),
    h("span", { class: "who" }, who.name),
    h("button", { type: "button", id: "leave", onclick: () => staff.leave() }, say("login.leave")),
  );
  draw(
    place("views"),
    [...VIEWS.keys()].map((name) =>
      h(
        "button",
        { type: "button", id: `view-${name}`, "aria-current": shown === name && "page", onclick: () => open(name) },
        say(`admin.${name}`),
      ),
    ),
  );
}

start();
