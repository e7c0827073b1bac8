/** The documents a visitor brings, one by one: original or copy, how many, where they are kept (R074–R077). */

import { h } from "/page/link/dom.js";
import { input } from "/page/journal/parts.js";
import { select } from "/page/staff/question.js";

const PIECES_MAX = 999;

/**
 * `choose(service)` draws the checklist; `value()` is what was received, those of the list by their place there;
 * `missing(language, say)` are the names of what was not, in a language and its words.
 */
export function documentRows({ say, language, content }) {
  const body = h("tbody", {});
  const count = h("p", { class: "complete", role: "status" });
  const element = h(
    "div",
    { class: "wide checklist" },
    h("h2", {}, say("papers.title")),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["document", "form", "count", "kept", "shown"].map((one) => h("th", {}, say(`papers.${one}`))),
        ),
      ),
      body,
    ),
    count,
    h("button", { type: "button", id: "add-paper", "data-more": true, onclick: () => addOther() }, say("papers.add")),
  );
  let rows = [];
  let documents = [];
  const has = (row) => row.received.checked;
  function choose(id) {
    documents = content.services.find((one) => one.id === id).documents;
    rows = documents.flatMap((document, needed) =>
      (document.form === "both" ? ["original", "copy"] : [document.form]).map((form) =>
        newRow(say, `paper-${needed}-${form}`, {
          name: document.name[language],
          needed,
          form,
          onlyShown: document.form === "both" && form === "original",
          changed: tellCount,
        }),
      ),
    );
    body.replaceChildren(...rows.map((row) => row.element));
    tellCount();
  }
  function addOther() {
    const row = newRow(say, `paper-other-${rows.length}`, {
      name: "",
      needed: null,
      form: "original",
      changed: tellCount,
    });
    row.received.checked = true;
    rows.push(row);
    body.append(row.element);
    row.element.querySelector("input:not([type=checkbox])").focus();
  }
  function missing(spoken, theirs) {
    return rows
      .filter((row) => row.needed !== null && !has(row))
      .map((row) => `${documents[row.needed].name[spoken]} (${theirs(`service.${row.form.value}`)})`);
  }
  function tellCount() {
    const absent = missing(language, say);
    const whole = absent.length === 0;
    count.textContent = whole ? say("papers.complete") : say("papers.missing", { names: absent.join(", ") });
    count.className = whole ? "complete" : "complete not";
  }
  function value() {
    let kept = "";
    return rows.filter(has).map((row) => {
      kept = row.kept.value.trim() || kept;
      return {
        name: row.needed === null ? row.name() : "",
        needed: row.needed,
        form: row.form.value,
        count: Number(row.count.value) || 1,
        kept: row.shown.checked ? "" : kept,
        shown: row.shown.checked,
      };
    });
  }
  return { element, choose, value, missing };
}

/** Where original and copy are asked for, the original is as a rule looked at and given back. */
function newRow(say, id, { name, needed, form, onlyShown = false, changed }) {
  const received = h("input", { type: "checkbox", id, onchange: changed });
  const own = input(`${id}-name`, { "aria-label": say("papers.document"), required: true });
  const forms = select(
    `${id}-form`,
    ["original", "copy"].map((one) => ({ value: one, text: say(`service.${one}`), selected: one === form })),
    { "aria-label": say("papers.form") },
  );
  const count = input(`${id}-count`, {
    type: "number",
    min: 1,
    max: PIECES_MAX,
    value: 1,
    "aria-label": say("papers.count"),
  });
  const kept = input(`${id}-kept`, { placeholder: say("papers.as_above"), "aria-label": say("papers.kept") });
  const shown = h("input", {
    type: "checkbox",
    id: `${id}-shown`,
    checked: onlyShown,
    "aria-label": say("papers.shown"),
  });
  const cell = (...inside) => h("td", {}, ...inside);
  return {
    element: h(
      "tr",
      {},
      cell(h("label", { class: "choice", for: id }, received, needed === null ? own : name)),
      cell(forms),
      cell(count),
      cell(kept),
      cell(h("label", { class: "choice" }, shown)),
    ),
    name: () => own.value.trim(),
    needed,
    received,
    form: forms,
    count,
    kept,
    shown,
  };
}
