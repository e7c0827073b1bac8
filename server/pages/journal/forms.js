/** A form in a window, and what its fields come to. */

import { h } from "/page/link/dom.js";
import { buttons, question, sending, title } from "/page/staff/question.js";

const TEXT_MAX = 3000;

/**
 * A form in a window: its fields, and what they come to. It is put with `send`, which asks the hub for that, and stays until
 * the hub says yes. Resolves to what the hub then said, or null when cancelled.
 */
export const form =
  (say, name, elements, confirm, value, attributes = {}) =>
  (send) =>
    question((answer) => {
      const { error, submit } = sending(answer, () => send(value()));
      return [
        h("form", { onsubmit: submit }, title(name), elements, error, buttons(say, answer, confirm, attributes)),
      ];
    });

export const area = (id, text, attributes = {}) =>
  h(
    "div",
    { class: "field" },
    h("label", { for: id }, text),
    h("textarea", { id, rows: 3, maxlength: TEXT_MAX, ...attributes }),
  );

export const valueOf = (element) => element.querySelector("input, textarea, select").value.trim();
export const optionsOf = (list, language, chosen = "") =>
  list.map((one) => ({ value: one.id, text: one.name[language], selected: one.id === chosen }));
