/** What the staff tell the hall: the head's notice, and when a desk on a break is back. */

import { h } from "/page/link/dom.js";
import { clockTime } from "/page/link/words.js";

/** Lines of text, most important first; empty when there is nothing to tell. */
export function notices(picture, wall, tongues) {
  return [
    ...picture.notices.filter(known(tongues)).map((notice) => h("p", { class: "told" }, words(notice, tongues))),
    ...picture.desks
      .filter((desk) => desk.state === "paused" && desk.back_at > clockTime(wall))
      .map((desk) => h("p", {}, tongues.say("board.desk_back", { desk: desk.desk, time: desk.back_at }))),
  ];
}

const known = (tongues) => (notice) => notice.code === "hall_own" || tongues.has(`notice.${notice.code}`);

/** The head's own words, or a ready sentence; with the hour it lasts to, where there is one. */
function words({ code, values }, tongues) {
  const until = values.until && tongues.has("notice.until");
  return tongues.show(
    tongues.speakers.map((say) => {
      const sentence = code === "hall_own" ? values[say.language] : say(`notice.${code}`);
      return until ? `${sentence} ${say("notice.until", { time: values.until })}` : sentence;
    }),
  );
}
