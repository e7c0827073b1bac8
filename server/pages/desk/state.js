/** How the desk is, and what changes it: opening, pausing, closing, taking it over, going to another. */

import { h } from "/page/link/dom.js";

export function deskControls({ say, who, picture, busy }, { press, pause, chooseDesk }) {
  const { state, by } = picture;
  const button = (id, key, shown, enabled = true, act = () => press(id)) =>
    shown &&
    h(
      "button",
      { type: "button", id: `desk-${id}`, disabled: busy || !enabled || !picture.open, onclick: act },
      say(key),
    );
  const others = state !== "closed" && by !== null && by !== who.person;
  return [
    h("span", { class: `state ${state}` }, say(`desk.state.${state}`)),
    others && h("span", { class: "state other", title: say("desk.by_other", { by }) }, by),
    button("open", "desk.open", state === "closed"),
    button("open", others ? "desk.take_over" : "desk.continue", state === "paused" || others),
    button("pause", "desk.pause", state === "open" && !others, picture.ticket === null, pause),
    button("close", "desk.close", state !== "closed", picture.ticket === null),
    h("button", { type: "button", id: "other-desk", disabled: busy, onclick: chooseDesk }, say("desk.other")),
  ];
}
