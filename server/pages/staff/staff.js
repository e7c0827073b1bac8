/** What the pages of the staff share: the language, who is logged in, and asking the hub in their name. */

import { draw, h } from "/page/link/dom.js";
import { Refused, ask } from "/page/link/hub.js";
import { LANGUAGES, LANGUAGE_NAMES, words } from "/page/link/words.js";
import { tell } from "/page/staff/question.js";

const LANGUAGE_KEY = "kezek.language";
const PERSON_KEY = "kezek.person";
const RETRY_MS = 3_000;

export class Staff {
  #changed;
  #rooms;
  #entering = null;

  /**
   * `changed` is called whenever the language or the person has changed, and with true when the same person has logged in
   * again: then what they were typing must stay. `rooms` are those whose texts the page speaks.
   */
  constructor(changed, rooms = ["desk"]) {
    this.#changed = changed;
    this.#rooms = rooms;
    this.who = null;
    this.say = null;
    this.language = "ky";
  }

  /** Take up the language this workplace was left in. Throws `Refused`. */
  async open() {
    const kept = localStorage.getItem(LANGUAGE_KEY);
    await this.speak(LANGUAGES.includes(kept) ? kept : "ky");
  }

  async speak(language) {
    this.say = await words(this.#rooms, language);
    this.language = language;
    localStorage.setItem(LANGUAGE_KEY, language);
    document.documentElement.lang = language;
    this.#changed(false);
    this.#entering?.redraw();
  }

  /**
   * Ask the hub. Throws `Refused` with a text in this person's language; a 401 first lets them log in again, and then what
   * was only to be seen is seen. `patience` and `byItself`: see /page/link/hub.js.
   */
  async ask(method, path, body, { patience, byItself } = {}) {
    const asked = () => ask(method, path, { ...this.#manner(body), patience, byItself });
    try {
      return await asked();
    } catch (no) {
      if (no.status !== 401 || this.who === null) throw no;
      await this.enter(true);
      if (method !== "GET") throw no;
      return asked();
    }
  }

  /** Who is logged in; when nobody is, somebody logs in first. */
  async enter(again = false) {
    if (this.#entering === null) {
      const before = this.who?.person;
      this.#entering = new Entrance(this, again);
      this.who = (await this.#session(again)) ?? (await this.#entering.admit());
      this.#entering.close();
      this.#entering = null;
      const same = this.who.person === before;
      if (!same) for (const open of document.querySelectorAll("dialog[open]")) open.close();
      this.#changed(same);
    } else {
      await this.#entering.done;
    }
    return this.who;
  }

  /** Who could not log out is told so: the next one here would act in their name. */
  async leave() {
    try {
      await ask("DELETE", "/api/session", this.#manner());
    } catch (no) {
      return tell(this.say, no.message);
    }
    location.reload();
  }

  async logIn(person, pin) {
    return ask("POST", "/api/session", this.#manner({ person, pin }));
  }

  /** What stands on a page that is not for this person's role. */
  notAllowed() {
    return h(
      "section",
      { class: "message" },
      h("p", {}, this.say("login.not_allowed")),
      h("button", { type: "button", class: "primary", onclick: () => this.leave() }, this.say("login.leave")),
    );
  }

  /** Three buttons that change the language of the page. */
  languageSwitch() {
    return h(
      "div",
      { class: "languages", role: "group", "aria-label": this.say("common.language") },
      LANGUAGES.map((language) =>
        h(
          "button",
          {
            type: "button",
            id: `language-${language}`,
            lang: language,
            title: LANGUAGE_NAMES[language],
            "aria-label": LANGUAGE_NAMES[language],
            "aria-pressed": String(language === this.language),
            onclick: () => this.speak(language).catch(() => {}),
          },
          language.toUpperCase(),
        ),
      ),
    );
  }

  #manner(body) {
    return { body, language: this.language, unreachable: this.say("error.unreachable") };
  }

  async #session(byItself) {
    for (;;) {
      try {
        return await ask("GET", "/api/session", { ...this.#manner(), byItself });
      } catch (no) {
        if (no.status === 401) return null;
        await new Promise((wake) => setTimeout(wake, 1_500));
      }
    }
  }
}

/** What `done()` gives, asked for again and again until the hub gives it. */
export async function until(done) {
  for (;;) {
    try {
      return await done();
    } catch {
      await new Promise((wake) => setTimeout(wake, RETRY_MS));
    }
  }
}

/** The log-in window. It lies over the page, so that after a session has ended the place is not lost. */
class Entrance {
  #staff;
  #again;
  #box = null;
  #admitted;
  #error = "";

  constructor(staff, again) {
    this.#staff = staff;
    this.#again = again;
    this.done = new Promise((resolve) => (this.#admitted = resolve));
  }

  admit() {
    this.#box = h("dialog", { class: "entrance", "aria-labelledby": "entrance-title" });
    this.#box.addEventListener("close", () => this.#open());
    document.body.append(this.#box);
    this.redraw();
    this.#open();
    return this.done;
  }

  /** And again after Esc, which a browser lets no page forbid twice. */
  #open() {
    if (!this.#box.isConnected) return;
    this.#box.showModal();
    this.#focus();
  }

  close() {
    this.#admitted(this.#staff.who);
    this.#box?.close();
    this.#box?.remove();
  }

  redraw() {
    if (this.#box === null) return;
    const { say } = this.#staff;
    const kept = this.#box.querySelector("#person")?.value ?? localStorage.getItem(PERSON_KEY) ?? "";
    draw(
      this.#box,
      h(
        "form",
        { onsubmit: (event) => this.#enter(event) },
        h(
          "div",
          { class: "entrance-head" },
          h("img", { src: "/page/link/kezek.svg", alt: "" }),
          this.#staff.languageSwitch(),
        ),
        h("h1", { id: "entrance-title" }, say("login.title")),
        this.#again && h("p", {}, say("login.again")),
        h("label", { for: "person" }, say("login.person")),
        h("input", {
          id: "person",
          name: "person",
          autocomplete: "username",
          autocapitalize: "none",
          spellcheck: "false",
          maxlength: 40,
          value: kept,
        }),
        h("label", { for: "pin" }, say("login.pin")),
        h("input", {
          id: "pin",
          name: "pin",
          type: "password",
          inputmode: "numeric",
          autocomplete: "current-password",
          maxlength: 20,
        }),
        h("p", { class: "error", role: "alert" }, this.#error),
        h("button", { id: "enter", class: "primary", type: "submit" }, say("login.enter")),
      ),
    );
  }

  async #enter(event) {
    event.preventDefault();
    const field = (id) => this.#box.querySelector(`#${id}`);
    const person = field("person").value.trim();
    const pin = field("pin").value;
    if (!person || !pin) return this.#refuse(this.#staff.say("login.missing"));
    field("enter").disabled = true;
    try {
      const who = await this.#staff.logIn(person, pin);
      localStorage.setItem(PERSON_KEY, person);
      this.#admitted(who);
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      this.#refuse(no.message);
    }
  }

  #refuse(text) {
    this.#error = text;
    const person = this.#box.querySelector("#person").value;
    this.redraw();
    this.#box.querySelector("#person").value = person;
    this.#focus();
  }

  #focus() {
    const person = this.#box.querySelector("#person");
    (person.value ? this.#box.querySelector("#pin") : person).focus();
  }
}

/** «12 мүн», «1 саат 5 мүн». */
export function lasting(minutes, say) {
  if (minutes < 60) return say("common.minutes", { n: minutes });
  return say("common.hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** The state of the connection, as a sign and in words. */
export const linkMark = (link, say) =>
  h("p", { class: `link ${link}`, role: "status" }, h("span", { class: "dot" }), h("span", {}, say(`link.${link}`)));

/** The data base of a body, which opens in a window of its own (R089); nothing where the content names none. */
export const databaseLink = (unit, say) =>
  unit?.database &&
  h("a", { class: "database", href: unit.database, target: "_blank", rel: "noopener noreferrer" }, say("service.database"));

/** The notices of a picture that have a text; `act` may give a button for one. */
export const noticesOf = (picture, say, act = () => null) =>
  picture.notices
    .filter((notice) => say.has(`notice.${notice.code}`))
    .map((notice) =>
      h("p", { class: `notice ${notice.code}` }, say(`notice.${notice.code}`, { ...notice.values, text: notice.values[say.language] }), act(notice)),
    );
