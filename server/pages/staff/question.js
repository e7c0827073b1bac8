/** A question in a window over the page, and the parts that such questions are made of. */

import { h } from "/page/link/dom.js";
import { Refused } from "/page/link/hub.js";

const REASON_MAX = 300;

/**
 * Show a window made by `fill(answer, box)`; `answer(value)` closes it. Esc and "cancel" answer null, but not while the
 * hub is being asked: what it says would be read by nobody.
 * The keyboard goes to the first element with `data-first`.
 */
export function question(fill, kind = "") {
  return new Promise((resolve) => {
    const box = h("dialog", { class: kind });
    const answer = (value) => {
      box.remove();
      resolve(value);
    };
    box.addEventListener("close", () => box.isConnected && answer(null));
    box.addEventListener("keydown", (event) => event.key === "Escape" && asked(box) && event.preventDefault());
    box.addEventListener("click", (event) => event.detail > 1 && stop(event), { capture: true, once: true });
    box.append(...fill(answer, box));
    box.setAttribute("aria-label", box.querySelector("#question")?.textContent ?? "");
    document.body.append(box);
    box.showModal();
    box.querySelector("[data-first]")?.focus();
  });
}

/** The tail of the double click that opened a window must not fall on a button in it. */
const stop = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

const asked = (box) => box.ariaBusy === "true";

export const title = (text) => h("h2", { id: "question" }, text);

export const cancel = (say, answer) =>
  h(
    "button",
    { type: "button", id: "cancel", onclick: (event) => asked(event.target.closest("dialog")) || answer(null) },
    say("common.cancel"),
    h("kbd", {}, "Esc"),
  );

/** Words in a window of their own, which somebody closes who has read them. */
export const tell = (say, words) =>
  question((answer) => [
    title(words),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", id: "close", "data-first": true, onclick: () => answer(null) }, say("common.close")),
    ),
  ]);

/** Cancel, and the button that answers. */
export const buttons = (say, answer, text, attributes = {}) =>
  h(
    "div",
    { class: "buttons" },
    cancel(say, answer),
    h("button", { class: "primary", id: "confirm", type: "submit", ...attributes }, text),
  );

export const submitted = (act) => (event) => {
  event.preventDefault();
  act();
};

/** While `act` is under way, a second press does nothing. */
export const once = (act) => {
  let underWay = false;
  return async () => {
    if (underWay) return;
    underWay = true;
    await act().finally(() => (underWay = false));
  };
};

/**
 * What a window that asks the hub does when it is submitted: it stays, with all that was typed and the hub's words in
 * `error`, until `send()` has had a yes. Where `send` gives false it stays too.
 */
export function sending(answer, send) {
  const error = h("p", { class: "error", role: "alert" });
  const ask = once(async () => {
    const box = error.closest("dialog");
    error.textContent = "";
    box.setAttribute("aria-busy", "true");
    try {
      const done = await send();
      if (done !== false) answer(done ?? {});
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      error.textContent = no.message;
    } finally {
      box.removeAttribute("aria-busy");
    }
  });
  return { error, ask, submit: submitted(ask) };
}

/**
 * A form in a window: its fields, and what they come to, or the words for what is missing. It is put with `send`, which
 * asks the hub for that, and stays until the hub says yes. Resolves to what the hub then said, or null when cancelled.
 */
export const form =
  (say, name, elements, confirm, value, attributes = {}) =>
  (send) =>
    question((answer) => {
      const { error, submit } = sending(answer, () => {
        const wanted = value();
        if (typeof wanted !== "string") return send(wanted);
        error.textContent = wanted;
        return false;
      });
      return [
        h("form", { onsubmit: submit }, title(name), elements, error, buttons(say, answer, confirm, attributes)),
      ];
    });

/** A random word once for each question or form: asking the hub twice with it is asking once. */
export const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** A line of text with buttons that fill it. */
export function reasonField(label, suggestions) {
  const input = h("input", { id: "reason", maxlength: REASON_MAX, autocomplete: "off", "data-first": true });
  const fillers = suggestions.map((text) =>
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          input.value = text;
          input.focus();
        },
      },
      text,
    ),
  );
  return {
    element: h(
      "div",
      { class: "reason" },
      h("label", { for: "reason" }, label),
      input,
      fillers.length > 0 && h("div", { class: "suggestions" }, fillers),
    ),
    value: () => input.value.trim(),
  };
}

export const choice = (name, value, text, checked = false, disabled = false) =>
  h("label", { class: "choice" }, h("input", { type: "radio", name, value, checked, disabled }), text);

/** A time of day, by 24 hours in whatever language the browser speaks; `value()` is «09:30», or empty. */
export function timeField(id, attributes = {}) {
  const input = h("input", {
    id,
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 5,
    placeholder: "13:30",
    pattern: "([01]?[0-9]|2[0-3]):[0-5][0-9]",
    ...attributes,
  });
  return { input, value: () => input.value.trim() && input.value.trim().padStart(5, "0") };
}

export const tick = (id, text) => h("label", { class: "choice", for: id }, h("input", { type: "checkbox", id }), text);

export const select = (id, options, attributes = {}) =>
  h(
    "select",
    { id, ...attributes },
    options.map(({ value, text, selected }) => h("option", { value, selected }, text)),
  );
