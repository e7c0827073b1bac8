/** Papers on the printer of this desk: a button beside each PDF, and an honest word on what became of the paper. */

import { h } from "/page/link/dom.js";
import { Refused } from "/page/link/hub.js";
import { cancel, question, submitted, title } from "/page/staff/question.js";

/** Longer than the hub itself waits for a printer. */
export const PAPER_MS = 70_000;
const OUT = ["printed", "sent"];

export class DeskPrinter {
  #staff;
  #complain;
  #desk = null;
  #here = false;
  #shown = new Map();

  /** `complain` puts the text of a refusal on the page. */
  constructor(staff, complain) {
    this.#staff = staff;
    this.#complain = complain;
  }

  /** Find out whether this desk has a printer. */
  async at(desk) {
    this.#desk = desk;
    this.#here = false;
    if (!desk) return;
    const asked = this.#staff.ask("GET", `/api/desks/${desk}/printer`, undefined, { byItself: true });
    const found = await asked.catch(() => ({ state: null }));
    this.#here = found.state !== null;
  }

  /**
   * The link to a PDF, and beside it the button that prints the same paper here, with a place for what became of it; the
   * link alone at a desk without a printer. A link that the keyboard was for gives it to the button. A redrawn page keeps
   * what was told.
   */
  beside(link, id, paper, of, language = null) {
    if (!this.#here) return link;
    const { say } = this.#staff;
    const press = async () => {
      if (this.#shown.get(id) === "printing") return;
      this.#show(id, await this.#print(id, { paper, of, language }));
    };
    const first = link.hasAttribute("data-first");
    link.removeAttribute("data-first");
    const name = `${say("print.here")}: ${link.textContent}`;
    const attributes = { type: "button", id, onclick: press, "data-first": first, "aria-label": name };
    return h(
      "span",
      { class: "print-here" },
      link,
      h("button", attributes, say("print.here")),
      h("span", { role: "status", id: `${id}-told` }, this.#word(id)),
    );
  }

  /** Print a paper, again as long as somebody wants it after a look at the printer: what it came to, "" for nothing. */
  async #print(id, wanted) {
    for (;;) {
      this.#show(id, "printing");
      const ended = await this.#tried(wanted);
      this.#show(id, "");
      if (ended === null) return "";
      if (OUT.includes(ended.outcome)) return ended.outcome;
      const answer = await this.#askWhatNow(ended);
      if (answer !== "again") return answer ?? "";
    }
  }

  /** Null for a refusal, after its text is on the page. */
  async #tried(wanted) {
    this.#complain("");
    try {
      return await this.print(wanted);
    } catch (no) {
      if (!(no instanceof Refused)) throw no;
      this.#complain(no.message);
      return null;
    }
  }

  /** Once. Where no answer came nobody knows. Throws Refused. */
  async print(wanted) {
    try {
      return await this.#staff.ask("POST", `/api/desks/${this.#desk}/prints`, wanted, { patience: PAPER_MS });
    } catch (no) {
      if (no.status !== 0) throw no;
      return { outcome: "unknown", copy: 0, notice: null };
    }
  }

  #askWhatNow({ outcome, notice }) {
    const { say } = this.#staff;
    const unknown = outcome === "unknown";
    return question((answer) => [
      h(
        "form",
        { onsubmit: submitted(() => answer("again")) },
        title(say(`print.${outcome}`)),
        h("p", { class: "about" }, adviceOf(outcome, notice, say)),
        h(
          "div",
          { class: "buttons" },
          unknown
            ? h("button", { type: "button", id: "is-out", onclick: () => answer("printed") }, say("print.is_out"))
            : cancel(say, answer),
          h(
            "button",
            { class: "primary", id: "again", type: "submit", "data-first": true },
            say(unknown ? "print.copy" : "print.again"),
          ),
        ),
      ),
    ]);
  }

  #word(id) {
    const state = this.#shown.get(id);
    return state ? this.#staff.say(`print.told.${state}`) : "";
  }

  #show(id, state) {
    this.#shown.set(id, state);
    const told = document.getElementById(`${id}-told`);
    if (told) told.textContent = this.#word(id);
  }
}

/** What to do: as the notice of the printer says where it has one. */
export function adviceOf(outcome, notice, say) {
  if (outcome === "unknown" || !notice) return say(`print.${outcome}_about`);
  return say(`notice.${notice.code}`, notice.values);
}
