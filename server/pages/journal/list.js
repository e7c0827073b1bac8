/** Finding entries, and those that are late. */

import { h } from "/page/link/dom.js";
import { dateInput, entryTable, field, input, isoOf, paper } from "/page/journal/parts.js";
import { select, submitted } from "/page/staff/question.js";

const KINDS = ["service", "consultation", "appeal", "complaint"];
const STATES = ["received", "handed_over", "ready", "issued", "refused", "advised", "answered", "annulled"];
const LATE = ["hand_over", "body", "result", "answer"];

/**
 * `wanted` are the fields of the search as they are asked: `text`, `kind`, `state`, `since`, `until`, `page`.
 * What a search by words has found has the keyboard at once.
 */
export async function listView(house, wanted) {
  const { say, ask, open } = house;
  const asked = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
  const found = await ask("GET", `/api/journal?${new URLSearchParams(asked)}`);
  const hits = wanted.text && found?.total > 0;
  const any = (values, key) => [
    { value: "", text: say("search.any") },
    ...values.map((value) => ({ value, text: say(`${key}.${value}`), selected: wanted[key.slice(6)] === value })),
  ];
  const text = input("text", { value: wanted.text ?? "", "data-first": !hits, onkeydown: toFirstRow });
  const kind = select("kind", any(KINDS, "entry_kind"));
  const state = select("state", any(STATES, "entry_state"));
  const since = dateInput("since", { value: wanted.since ?? "" });
  const until = dateInput("until", { value: wanted.until ?? "" });
  const fields = { text, kind, state, since, until };
  const values = () => ({
    text: text.value.trim(),
    kind: kind.value,
    state: state.value,
    since: isoOf(since),
    until: isoOf(until),
  });
  return [
    h(
      "form",
      { class: "search", role: "search", onsubmit: submitted(() => open("list", values())) },
      Object.entries(fields).map(([name, one]) => field(name, say(`search.${name}`), one)),
      h("button", { type: "submit", class: "primary", id: "find" }, say("search.find")),
    ),
    found && results(found, { house, wanted }),
  ].filter(Boolean);
}

/** Down from the field is the first of what was found. */
function toFirstRow(event) {
  if (event.key === "ArrowDown") document.querySelector("#main .number")?.focus();
}

function results(found, { house, wanted }) {
  const { say, open } = house;
  const turn = (by) => open("list", { ...wanted, page: found.page + by });
  const button = (id, text, by, possible) =>
    h("button", { type: "button", id, disabled: !possible, onclick: () => turn(by) }, text);
  return h(
    "section",
    {},
    h("p", { class: "about", id: "found" }, say("search.found", { n: found.total })),
    found.total > 0 && entryTable(found.lines, house, Boolean(wanted.text)),
    house.role === "head" &&
      h(
        "p",
        { class: "papers" },
        ["csv", "json"].map((kind) =>
          paper(`export-${kind}`, `/api/journal/export.${kind}`, say("search.export", { kind: kind.toUpperCase() })),
        ),
      ),
    found.pages > 1 &&
      h(
        "p",
        { class: "turn" },
        button("page-before", say("search.before"), -1, found.page > 1),
        h("span", {}, say("search.page", { page: found.page, pages: found.pages })),
        button("page-after", say("search.after"), 1, found.page < found.pages),
      ),
  );
}

/** What should have happened by now, the oldest first: a table each, with its word and colour. */
export async function overdueView(house) {
  const { say, ask } = house;
  const late = await ask("GET", "/api/journal/overdue");
  if (late === null) return null;
  const all = LATE.map((what) =>
    h(
      "section",
      { class: `overdue ${late[what].length > 0 ? "some" : "none"}`, id: `late-${what}` },
      h("h2", {}, say(`overdue.${what}`), " ", h("span", { class: "count" }, String(late[what].length))),
      late[what].length > 0 ? entryTable(late[what], house, true) : h("p", { class: "about" }, say("late.nothing")),
    ),
  );
  return all;
}
