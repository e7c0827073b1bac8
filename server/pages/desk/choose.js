/** Which desk this workplace is. */

import { h } from "/page/link/dom.js";

/** `states` are the desks of the board's picture; `choose(number)` is called with the one that was pressed. */
export function chooser(say, desks, states, choose) {
  return h(
    "section",
    { class: "choose" },
    h("h2", {}, say(desks.length > 0 ? "desk.choose" : "desk.none_of_your_body")),
    h(
      "div",
      { class: "desks" },
      desks.map((one) => {
        const state = states.find((other) => other.desk === one.id)?.state;
        const all = one.services.includes("all");
        return h(
          "button",
          { type: "button", id: `desk-${one.id}`, onclick: () => choose(one.id) },
          h("strong", {}, say("desk.name", { n: one.id })),
          h("span", {}, all ? say("desk.all_services") : say("desk.services", { n: one.services.length })),
          state && h("span", { class: `state ${state}` }, say(`desk.state.${state}`)),
        );
      }),
    ),
  );
}
