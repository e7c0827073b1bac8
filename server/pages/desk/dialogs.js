/** The questions before an act. Each resolves to what the request needs beside the ticket, or null when cancelled. */

import { h } from "/page/link/dom.js";
import { OUTCOMES } from "/page/desk/acts.js";

const REASON_MAX = 300;

/** Show a window made by `fill(answer)`; `answer(value)` closes it. Esc and "cancel" answer null. */
function question(fill) {
  return new Promise((resolve) => {
    const box = h("dialog", { "aria-labelledby": "question" });
    const answer = (value) => {
      box.remove();
      resolve(value);
    };
    box.addEventListener("close", () => box.isConnected && answer(null));
    box.append(...fill(answer, box));
    document.body.append(box);
    box.showModal();
    box.querySelector("[data-first]")?.focus();
  });
}

const title = (text) => h("h2", { id: "question" }, text);
const cancel = (say, answer) =>
  h("button", { type: "button", id: "cancel", onclick: () => answer(null) }, say("common.cancel"), h("kbd", {}, "Esc"));

/** How the visit ended (R095): five large choices, keys 1 to 5. */
export function askOutcome(say, ticket) {
  return question((answer, box) => {
    box.addEventListener("keydown", (event) => {
      const digit = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
      if (digit && !event.repeat) {
        event.preventDefault();
        answer({ outcome: OUTCOMES[digit[1] - 1] });
      }
    });
    return [
      title(say("finish.title", { code: ticket.code })),
      h(
        "div",
        { class: "outcomes" },
        OUTCOMES.map((outcome, index) =>
          h(
            "button",
            {
              type: "button",
              id: `outcome-${outcome}`,
              "data-first": index === 0,
              onclick: () => answer({ outcome }),
            },
            h("kbd", {}, String(index + 1)),
            h("span", {}, h("strong", {}, say(`outcome.${outcome}`)), h("small", {}, say(`outcome.${outcome}_about`))),
          ),
        ),
      ),
      h("div", { class: "buttons" }, cancel(say, answer)),
    ];
  });
}

export function askNoShow(say, ticket) {
  return question((answer) => [
    h(
      "form",
      { onsubmit: submitted(() => answer({})) },
      title(say("no_show.title", { code: ticket.code })),
      h("p", { class: "about" }, say("no_show.about")),
      h(
        "div",
        { class: "buttons" },
        cancel(say, answer),
        h("button", { class: "primary", id: "confirm", type: "submit", "data-first": true }, say("no_show.confirm")),
      ),
    ),
  ]);
}

export function askPark(say, ticket) {
  const reasons = ["form", "copy", "pay", "fetch"].map((reason) => say(`park.${reason}`));
  return question((answer) => {
    const field = reasonField(say("field.reason_optional"), reasons);
    return [
      h(
        "form",
        { onsubmit: submitted(() => answer({ reason: field.value() })) },
        title(say("park.title", { code: ticket.code })),
        h("p", { class: "about" }, say("park.about")),
        field.element,
        h(
          "div",
          { class: "buttons" },
          cancel(say, answer),
          h("button", { class: "primary", id: "confirm", type: "submit" }, say("park.confirm")),
        ),
      ),
    ];
  });
}

/** To another service, to one desk, or both; the visitor keeps their place. */
export function askTransfer(say, ticket, { content, picture, language }) {
  return question((answer) => {
    const field = reasonField(say("field.reason_optional"), []);
    const service = h(
      "select",
      { id: "service", "data-first": true, onchange: check },
      content.services.map((one) =>
        h("option", { value: one.id, selected: one.id === ticket.service }, one.everyday[language]),
      ),
    );
    const desks = [
      choice("", say("transfer.any_desk"), true, false),
      ...picture.desks
        .filter((desk) => desk.desk !== picture.desk)
        .map((desk) => {
          const name = `${say("desk.name", { n: desk.desk })} · ${say(`desk.state.${desk.state}`)}`;
          return choice(String(desk.desk), name, false, desk.state === "closed");
        }),
    ];
    const hint = h("p", { class: "about", id: "hint" }, say("transfer.choose"));
    const confirm = h("button", { class: "primary", id: "confirm", type: "submit" }, say("transfer.confirm"));
    const group = h("fieldset", { onchange: check }, h("legend", {}, say("transfer.desk")), desks);
    const form = h(
      "form",
      {
        onsubmit: submitted(() =>
          answer({
            ...(service.value !== ticket.service && { service: service.value }),
            ...(chosenDesk() && { to_desk: Number(chosenDesk()) }),
            reason: field.value(),
          }),
        ),
      },
      title(say("transfer.title", { code: ticket.code })),
      h("p", { class: "about" }, say("transfer.about")),
      h("label", { for: "service" }, say("transfer.service")),
      service,
      group,
      field.element,
      hint,
      h("div", { class: "buttons" }, cancel(say, answer), confirm),
    );
    const chosenDesk = () => group.querySelector("input:checked").value;
    function check() {
      const changed = service.value !== ticket.service || chosenDesk() !== "";
      confirm.disabled = !changed;
      hint.classList.toggle("done", changed);
    }
    check();
    return [form];
  });
}

/** Grant or take back the out-of-turn right; the reason is required (R103). */
export function askRank(say, ticket) {
  const other = ticket.rank === "out_of_turn" ? "ordinary" : "out_of_turn";
  const reasons = ["village", "paper"].map((reason) => say(`rank.${reason}`));
  return question((answer) => {
    const field = reasonField(say("field.reason"), reasons);
    const error = h("p", { class: "error", role: "alert" });
    const done = () => {
      if (field.value()) return answer({ rank: other, reason: field.value() });
      error.textContent = say("rank.missing");
      field.element.querySelector("input").focus();
    };
    return [
      h(
        "form",
        { onsubmit: submitted(done) },
        title(say("rank.title", { code: ticket.code })),
        h("p", { class: "about" }, say("rank.now", { rank: say(`rank.${ticket.rank}`) })),
        field.element,
        error,
        h(
          "div",
          { class: "buttons" },
          cancel(say, answer),
          h(
            "button",
            { class: "primary", id: "confirm", type: "submit" },
            say(other === "out_of_turn" ? "rank.grant" : "rank.take"),
          ),
        ),
      ),
    ];
  });
}

/** A line of text with buttons that fill it. */
function reasonField(label, suggestions) {
  const input = h("input", { id: "reason", maxlength: REASON_MAX, autocomplete: "off", "data-first": true });
  const buttons = suggestions.map((text) =>
    h(
      "button",
      {
        type: "button",
        onclick: () => {
          input.value = text;
          input.focus();
        },
      },
      text,
    ),
  );
  return {
    element: h(
      "div",
      { class: "reason" },
      h("label", { for: "reason" }, label),
      input,
      buttons.length > 0 && h("div", { class: "suggestions" }, buttons),
    ),
    value: () => input.value.trim(),
  };
}

function choice(value, text, checked, disabled) {
  return h("label", { class: "choice" }, h("input", { type: "radio", name: "desk", value, checked, disabled }), text);
}

const submitted = (act) => (event) => {
  event.preventDefault();
  act();
};
