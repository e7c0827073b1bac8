/** A form in a window, and what its fields come to. */

import { h } from "/page/link/dom.js";
import { buttons, question, submitted, title } from "/page/staff/question.js";

const TEXT_MAX = 3000;

/** A form in a window: its fields, and what they come to. */
export function form(say, name, elements, confirm, value, attributes = {}) {
  return question((answer) => [
    h(
      "form",
      { onsubmit: submitted(() => answer(value())) },
      title(name),
      elements,
      buttons(say, answer, confirm, attributes),
    ),
  ]);
}

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
