/** What an operator can do: one row an act, from which the buttons, the keys and the requests come. */

/**
 * `codes` are physical keys (`event.code`), the same under every keyboard layout; `key` is what the button shows.
 * `when(picture)` says whether it is possible now, `best(picture)` whether it is the natural next step.
 */
export const ACTS = [
  {
    id: "next",
    key: "F2",
    codes: ["F2", "NumpadEnter"],
    when: (picture) => free(picture) && picture.waiting_count > 0,
    best: free,
  },
  { id: "recall", key: "F3", codes: ["F3", "NumpadAdd"], when: called },
  { id: "start", key: "F4", codes: ["F4", "Numpad0"], when: called, best: called },
  { id: "finish", key: "F9", codes: ["F9", "NumpadDecimal"], when: occupied, best: serving },
  { id: "no-show", key: "F6", codes: ["F6", "NumpadSubtract"], when: called },
  { id: "park", key: "F7", codes: ["F7", "NumpadDivide"], when: occupied },
  { id: "transfer", key: "F8", codes: ["F8", "NumpadMultiply"], when: occupied },
  { id: "rank", key: "F10", codes: ["F10"], when: occupied },
];

export const OUTCOMES = ["served", "advised", "documents_refused", "redirected", "left"];

/** Open, and nobody at the desk. */
export function free(picture) {
  return picture.open && picture.state === "open" && picture.ticket === null;
}

function occupied(picture) {
  return picture.open && picture.ticket !== null;
}

function called(picture) {
  return occupied(picture) && picture.ticket.state === "called";
}

function serving(picture) {
  return occupied(picture) && picture.ticket.state === "serving";
}
