/** Who waits, in the order in which they would be called; the out-of-turn right as a sign, explained below (R101). */

import { draw, h } from "/page/link/dom.js";
import { diamond } from "/page/board/calls.js";
import { fitTight, fits } from "/page/board/room.js";

/** As many numbers as the panel holds, and how many more there are. */
export function drawWaiting(panel, picture, tongues) {
  const head = (marked) =>
    h(
      "h2",
      {},
      tongues.say("board.waiting"),
      marked && h("span", { class: "legend" }, diamond(), tongues.say("board.out_of_turn_why")),
      h("strong", { class: "count" }, String(picture.waiting_count)),
    );
  const chips = picture.waiting.map((ticket) =>
    h("li", { class: ticket.out_of_turn ? "turn" : null }, ticket.out_of_turn && diamond(), h("strong", {}, ticket.code)),
  );
  if (chips.length === 0) chips.push(h("li", { class: "nobody" }, tongues.say("board.nobody_waiting")));
  for (let shown = chips.length; shown > 0; shown -= 1) {
    const hidden = picture.waiting_count - shown;
    const more = hidden > 0 && h("li", { class: "more" }, tongues.say("board.waiting_more", { n: hidden }));
    const marked = picture.waiting.slice(0, shown).some((ticket) => ticket.out_of_turn);
    draw(panel, head(marked), h("ol", { id: "chips" }, chips.slice(0, shown), more));
    fitTight(panel.querySelector("h2"), 0.4);
    if (fits(panel, shown === 1 ? 0.4 : 1)) break;
  }
}
