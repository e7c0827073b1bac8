/** The registration journal: registering, finding, handing over, what is late, needs. One view at a time. */

import { inZone } from "/page/link/clock.js";
import { draw, h } from "/page/link/dom.js";
import { Refused } from "/page/link/hub.js";
import { entryView } from "/page/journal/entry.js";
import { handOverView } from "/page/journal/handover.js";
import { listView, overdueView } from "/page/journal/list.js";
import { needsView } from "/page/journal/needs.js";
import { registerView } from "/page/journal/register.js";
import { askConsultation } from "/page/journal/questions.js";
import { DeskPrinter } from "/page/staff/print.js";
import { Staff, until } from "/page/staff/staff.js";
import { typedIn } from "/page/staff/typed.js";

const DESK_KEY = "kezek.desk";
const ROLES = ["operator", "head", "representative"];
/** Of each view its name, its key, and what draws it: a function of the house and the view's own details.
 * Those of the `staff` are not for the guest of a body. */
const VIEWS = [
  { name: "list", key: "F2", view: listView },
  { name: "register", key: "F4", view: registerView },
  { name: "handover", key: "F6", view: handOverView, staff: true },
  { name: "overdue", key: "F7", view: overdueView },
  { name: "needs", key: "F8", view: needsView, staff: true },
  { name: "entry", key: null, view: entryView },
];
const CONSULT_KEY = "F9";
const BACK_KEY = "F10";

const place = (id) => document.getElementById(id);
const staff = new Staff((same) => (same ? drawHead() : redraw()), ["desk", "journal"]);
const printer = new DeskPrinter(staff, (text) => complain(text));
const given = new URLSearchParams(location.search);
/** What the desk knows of its visitor; forgotten once their papers are registered. */
let visitor = {
  desk: given.get("desk"),
  ticket: given.get("ticket"),
  service: given.get("service"),
  village: given.get("village"),
  language: given.get("language"),
};
let content = null;
let shown = { name: visitor.ticket ? "register" : "list", details: {} };
let drawn = 0;
/** The one of `shown` that stands on the page: drawn again, it keeps what was typed. */
let standing = null;

async function start() {
  await until(() => staff.open());
  await staff.enter();
  if (!ROLES.includes(staff.who.role)) return draw(place("main"), staff.notAllowed());
  await until(async () => {
    content = await staff.ask("GET", "/api/content");
    inZone(content.centre.timezone);
    const { unit } = staff.who;
    if (unit) content.services = content.services.filter((service) => service.unit === unit);
  });
  if (staff.who.role !== "head") await printer.at(visitor.desk ?? localStorage.getItem(DESK_KEY));
  document.addEventListener("keydown", onKey);
  redraw();
}

/** What every view works with. `ask` gives null for a no, after its text is on the screen; `send` throws `Refused`. */
function house() {
  const { say, language, who } = staff;
  return {
    say,
    language,
    content,
    visitor,
    printer,
    role: who.role,
    may: (right) => who.role === "head" || who.rights.includes(right),
    ask,
    send: (method, path, body) => staff.ask(method, path, body),
    open,
    tell,
    forget: () => (visitor = { desk: visitor.desk }),
  };
}

async function ask(method, path, body) {
  complain("");
  try {
    return (await staff.ask(method, path, body)) ?? {};
  } catch (no) {
    if (!(no instanceof Refused)) throw no;
    complain(no.message);
    return null;
  }
}

/** Go to a view: one of VIEWS, with what it needs to know. */
function open(name, details = {}) {
  shown = { name, details };
  complain("");
  tell("");
  return redraw();
}

async function redraw() {
  if (staff.who === null || content === null) return;
  drawHead();
  const mine = (drawn += 1);
  const wanted = shown;
  const { view } = VIEWS.find(({ name }) => name === wanted.name);
  const elements = await view(house(), wanted.details);
  if (mine !== drawn || elements === null) return;
  const putBack = standing === wanted ? typedIn(place("main")) : () => {};
  draw(place("main"), elements);
  putBack();
  standing = wanted;
  place("main").scrollTop = 0;
  place("main").querySelector("[data-first]")?.focus({ preventScroll: true });
}

function complain(text) {
  place("error").textContent = text;
}

function tell(text) {
  place("told").textContent = text;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const wanted = ownViews().find(({ key }) => key === event.code);
  if (!wanted && ![CONSULT_KEY, BACK_KEY].includes(event.code)) return digit(event);
  event.preventDefault();
  if (event.repeat) return;
  if (wanted) open(wanted.name);
  else if (event.code === CONSULT_KEY) consult();
  else backToDesk();
}

/** The numbered acts of a view, wherever nobody is writing. */
function digit(event) {
  const number = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (!number || event.repeat || event.target.matches("input, select, textarea")) return;
  const button = document.querySelector(`#main [data-key="${number}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** Informed or advised: one key and Enter, no name (R007). */
async function consult() {
  complain("");
  const made = await askConsultation(house())((entry) => staff.ask("POST", "/api/journal", entry));
  if (made !== null) tell(staff.say("journal.consulted", { number: made.number }));
}

const ownViews = () => VIEWS.filter((view) => !view.staff || !staff.who.unit);

const backToDesk = () => location.assign(visitor.desk ? `/desk?desk=${visitor.desk}` : "/desk");

function drawHead() {
  const { say, who } = staff;
  document.title = `${say("journal.title")} · Kezek`;
  draw(
    place("head"),
    h("img", { src: "/page/link/kezek.svg", alt: "" }),
    h("h1", {}, say("journal.title")),
    who.role !== "head" &&
      h(
        "button",
        { type: "button", id: "to-desk", onclick: backToDesk },
        say("journal.to_desk"),
        h("kbd", {}, BACK_KEY),
      ),
    h("span", { class: "grow" }),
    staff.languageSwitch(),
    h("span", { class: "who" }, who.name),
    h("button", { type: "button", id: "leave", onclick: () => staff.leave() }, say("login.leave")),
  );
  const tab = (id, text, key, act, current) =>
    h("button", { type: "button", id, "aria-current": current && "page", onclick: act }, text, h("kbd", {}, key));
  draw(
    place("views"),
    ownViews()
      .filter(({ key }) => key)
      .map(({ name, key }) => tab(`view-${name}`, say(`journal.${name}`), key, () => open(name), shown.name === name)),
    tab("consult", say("journal.consult"), CONSULT_KEY, consult, false),
  );
}

start();
