/** What an operator can do: one row an act, from which the buttons, the keys and the requests come. */

/**
 * `codes` are physical keys (`event.code`), the same under every keyboard layout; `key` is what the button shows.
 * `when(picture)` says whether it is possible now, `best(picture)` whether it is the natural next step. `rare` acts
 * have smaller buttons. Of two acts with one key at most one is possible at a time.
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
  { id: "register", key: "F5", codes: ["F5"], when: () => true },
  { id: "tickets", key: "Ins", codes: ["Insert"], when: (picture) => picture.open, rare: true },
  {
    id: "by-hand",
    key: "+",
    codes: ["NumpadAdd", "Equal"],
    when: (picture) => free(picture) && picture.lanes.length > 0,
    rare: true,
  },
  { id: "rank", key: "F10", codes: ["F10"], when: occupied, rare: true },
  { id: "help", key: "F1", codes: ["F1"], when: (picture) => !asksForHelp(picture), rare: true },
];

/** Open, and nobody at the desk. */
export function free(picture) {
  return picture.open && picture.state === "open" && picture.ticket === null;
}

/** Whether this desk has asked its colleagues for help. */
function asksForHelp(picture) {
  return picture.notices.some(({ code, values }) => code === "desk_help" && values.desk === String(picture.desk));
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
