/** How a service, and with it a visit, ended (R095), and which of the three kinds of activity it was (R007). */

import { h } from "/page/link/dom.js";
import { cancel, question, sending, tick, title } from "/page/staff/question.js";
import { serviceName } from "/page/desk/visitor.js";

const OUTCOMES = ["served", "advised", "documents_refused", "redirected", "left"];
const ACTIVITIES = ["informing", "municipal", "state_help"];
const FIRST_ACTIVITY_KEY = 7;

/**
 * Five large choices, keys 1 to 5; the kind of activity, keys 7 to 9, is told by service and outcome when nobody
 * chooses it. `send` is given `{ whole, outcome, activity? }`: `whole` ends a visit of which services are left, too.
 */
export const askOutcome = (seen) => (send) => {
  const { say, picture } = seen;
  const { ticket } = picture;
  return question((answer, box) => {
    let activity = null;
    let chosen = null;
    const { error, ask } = sending(answer, () => send(chosen));
    const rest = ticket.left.length > 0 && tick("whole", say("finish.whole"));
    const end = (outcome) => {
      const whole = !rest || outcome === "left" || rest.querySelector("input").checked;
      chosen = { outcome, whole, ...(activity && { activity }) };
      ask();
    };
    const kinds = activityButtons(say, (kind) => (activity = kind));
    box.addEventListener("keydown", (event) => {
      const digit = Number(/^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1] ?? 0);
      if (event.repeat || digit === 0) return;
      event.preventDefault();
      if (digit <= OUTCOMES.length) end(OUTCOMES[digit - 1]);
      else kinds.choose(ACTIVITIES[digit - FIRST_ACTIVITY_KEY]);
    });
    return [
      title(say("finish.title", { code: ticket.code })),
      rest && h("p", { class: "next-service" }, say("finish.next"), " ", h("strong", {}, nextOf(seen))),
      rest,
      h(
        "div",
        { class: "outcomes" },
        OUTCOMES.map((outcome, index) => outcomeButton(say, outcome, index, () => end(outcome))),
      ),
      kinds.element,
      error,
      h("div", { class: "buttons" }, cancel(say, answer)),
    ].filter(Boolean);
  });
};

const outcomeButton = (say, outcome, index, end) =>
  h(
    "button",
    { type: "button", id: `outcome-${outcome}`, "data-first": index === 0, onclick: end },
    h("kbd", {}, String(index + 1)),
    h("span", {}, h("strong", {}, say(`outcome.${outcome}`)), h("small", {}, say(`outcome.${outcome}_about`))),
  );

function activityButtons(say, chosen) {
  const made = ACTIVITIES.map((activity, index) =>
    h(
      "button",
      {
        type: "button",
        id: `activity-${activity}`,
        "aria-pressed": "false",
        onclick: () => choose(activity),
      },
      h("kbd", {}, String(FIRST_ACTIVITY_KEY + index)),
      h("span", {}, say(`activity.${activity}`)),
    ),
  );
  function choose(activity) {
    if (!ACTIVITIES.includes(activity)) return;
    chosen(activity);
    made.forEach((button, index) => button.setAttribute("aria-pressed", String(ACTIVITIES[index] === activity)));
  }
  const element = h(
    "div",
    { class: "activities", role: "group", "aria-labelledby": "activities" },
    h("p", { id: "activities", class: "about" }, say("activity.title")),
    made,
  );
  return { element, choose };
}

/** The next service of the visit, and where it is. */
function nextOf({ say, language, content, picture }) {
  const { service, desk } = picture.ticket.left[0];
  const here = desk === null ? picture.services.includes(service) : desk === picture.desk;
  const where = here ? say("finish.here") : desk === null ? say("finish.queue") : say("finish.desk", { n: desk });
  return `${serviceName(content, service, language)} (${where})`;
}
