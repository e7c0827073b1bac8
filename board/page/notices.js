/** What the staff tell the hall: the head's notice, and when a desk on a break is back. */

import { h } from "/page/link/dom.js";
import { clockTime } from "/page/link/words.js";

/** Lines of text, most important first; empty when there is nothing to tell. */
export function notices(picture, wall, tongues) {
  return [
    ...picture.notices
      .filter(({ code }) => code === "hall")
      .map(({ values }) => h("p", { class: "told" }, words(values, tongues))),
    ...picture.desks
      .filter((desk) => desk.state === "paused" && desk.back_at > clockTime(wall))
      .map((desk) => h("p", {}, tongues.say("board.desk_back", { desk: desk.desk, time: desk.back_at }))),
  ];
}

/** With the hour it lasts to, where there is one. */
const words = ({ until, ...texts }, tongues) =>
  tongues.show(
    tongues.speakers.map((say) =>
      until ? `${texts[say.language]} ${say("board.until", { time: until })}` : texts[say.language],
    ),
  );
