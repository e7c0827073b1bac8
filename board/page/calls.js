/** The calls: the large one, the recent ones beneath it, and what stands there when nobody is called. */

import { h, svg } from "/page/link/dom.js";
import { atLunch, short } from "/page/link/hours.js";

/** The large call: code and desk, and beneath them what to do in words. */
export function large(call, tongues) {
  const word = call.state === "called" ? "board.come" : `state.${call.state}`;
  return [
    h("strong", { class: "code" }, call.code),
    arrow(),
    h("strong", { class: "desk" }, String(call.desk)),
    h(
      "p",
      { class: "caption" },
      tongues.has(word) && tongues.say(word, { desk: call.desk }),
      call.out_of_turn && outOfTurn(tongues),
    ),
  ];
}

/** A recent call in one line: code, a word where it is not simply being served, desk. */
export function line(call, tongues) {
  const present = call.state === "called" || call.state === "serving";
  const word = call.state !== "serving" && tongues.has(`state.${call.state}`) && tongues.say(`state.${call.state}`);
  return [
    h("strong", { class: "code" }, call.code),
    h("span", { class: "state" }, present && call.out_of_turn ? outOfTurn(tongues) : word),
    arrow(),
    h("strong", { class: "desk" }, String(call.desk)),
  ];
}

/** Nobody is called: a welcome, or why nobody is at the desks. */
export function quiet(picture, schedule, wall, tongues) {
  const manned = picture.desks.length === 0 || picture.desks.some((desk) => desk.state === "open");
  const lunch = !manned && atLunch(schedule, wall);
  const word = manned ? "board.welcome" : lunch ? "board.lunch" : "board.desks_away";
  const hours = lunch ? { from: short(schedule.lunch_from), until: short(schedule.lunch_until) } : {};
  return h(
    "div",
    { class: "say" },
    h("p", {}, tongues.say(word, hours)),
    h("p", {}, tongues.say("board.take_ticket")),
  );
}

export const outOfTurn = (tongues) => h("span", { class: "turn" }, diamond(), tongues.say("board.out_of_turn"));

const arrow = () =>
  svg(
    "svg",
    { class: "arrow", viewBox: "0 0 48 24", "aria-hidden": "true" },
    svg("path", { d: "M2 12h42M33 3l11 9-11 9" }),
  );

export const diamond = () =>
  svg(
    "svg",
    { class: "diamond", viewBox: "0 0 12 12", "aria-hidden": "true" },
    svg("path", { d: "M6 0l6 6-6 6-6-6z" }),
  );
