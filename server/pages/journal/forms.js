/** Fields of the journal's forms, and what they come to. */

import { h } from "/page/link/dom.js";

const TEXT_MAX = 3000;

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
