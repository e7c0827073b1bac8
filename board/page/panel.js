/** Lays topics out in pages: as much on each as can be read from the farthest chair. */

import { draw, h } from "/page/link/dom.js";
import { fits } from "/page/board/room.js";

const PARTS_MAX = 8;
const ITEMS_MAX = 5;
const SMALLEST = 0.4;

/** One page after another, for ever. */
export class Pager {
  #panel;
  #topics;
  #topic = null;
  #pages = [];
  #size = "";

  constructor(panel, topics) {
    this.#panel = panel;
    this.#topics = topics;
  }

  /** Lay out the next page: of the same topic while it has one. A topic that is `taken` shows one page each time. */
  turn() {
    if (this.#pages.length === 0) this.#begin(this.#topics.next().value);
    this.#show();
  }

  /** Begin the topic anew in a panel that has got another size. */
  settle() {
    if (this.#topic === null || this.#size === this.#measure()) return;
    this.#begin(this.#topic);
    this.#show();
  }

  #begin(topic) {
    this.#topic = topic;
    this.#size = this.#measure();
    this.#pages = paginate(this.#panel, topic);
    if (topic.taken) {
      this.#pages.splice(1);
      topic.taken(this.#pages[0].elements.length);
    }
  }

  /** What no page holds gets smaller letters. */
  #show() {
    lay(this.#panel, this.#topic, this.#pages.shift());
    fits(this.#panel, SMALLEST);
  }

  #measure() {
    return `${this.#panel.clientWidth} ${this.#panel.clientHeight}`;
  }
}

/**
 * All pages of a topic for this panel, each `{ lead, elements }` below the title. The lead stands on each of them, or,
 * where that leaves an item too little room, alone on the first.
 */
function paginate(panel, topic) {
  for (const lead of [topic.lead, () => null]) {
    const holds = (elements) => {
      lay(panel, topic, { lead, elements });
      return fits(panel);
    };
    const parts = topic.items.map((item) => inParts(item, holds));
    const alone = lead !== topic.lead;
    if (!alone && topic.lead() !== null && parts.includes(null)) continue;
    const elements = parts.flatMap((part, index) => part ?? topic.items[index](1));
    const pages = inPages(elements, holds).map((page) => ({ lead, elements: page }));
    return alone ? [{ lead: topic.lead, elements: [] }, ...pages] : pages;
  }
}

function inPages(elements, holds) {
  const pages = [[]];
  for (const element of elements) {
    const page = pages.at(-1);
    const full = page.length >= ITEMS_MAX || (page.length > 0 && !holds([...page, element]));
    if (full) pages.push([element]);
    else page.push(element);
  }
  return pages;
}

function lay(panel, topic, { lead, elements }) {
  const title = topic.title();
  draw(
    panel,
    h("div", { class: "page" }, title && h("h2", {}, title), h("div", { class: "body" }, lead(), elements)),
  );
}

/** An item in the fewest parts that a page holds each; null when none holds it. */
function inParts(item, holds) {
  for (let k = 1; k <= PARTS_MAX; k += 1) {
    const elements = item(k);
    if (elements.every((element) => holds([element]))) return elements;
    if (elements.length < k) break;
  }
  return null;
}

/** A `{ ky, ru, en }` text in `k` parts of about the same length, cut between sentences or else between words. */
export function parts(text, k, languages) {
  const cut = languages.map((language) => pieces(text[language], k));
  return Array.from({ length: k }, (_, index) =>
    Object.fromEntries(languages.map((language, which) => [language, cut[which][index]])),
  );
}

/** Exactly `k` of them; what ends within a sentence ends with an ellipsis. */
function pieces(text, k) {
  const words = text.split(" ");
  const found = [];
  for (let left = k; left > 1; left -= 1) {
    const piece = words.splice(0, wordsNear(words, words.join(" ").length / left)).join(" ");
    found.push(/[.!?:;]$/.test(piece) || words.length === 0 ? piece : `${piece} …`);
  }
  return [...found, words.join(" ")];
}

/** How many words make a piece of about `ideal` letters: up to the end of a sentence where one is near. */
function wordsNear(words, ideal) {
  let length = 0;
  let near = 0;
  for (const [index, word] of words.entries()) {
    length += word.length + 1;
    if (length > ideal * 1.4) break;
    if (length >= ideal * 0.6 && /[.!?]$/.test(word)) return index + 1;
    if (length <= ideal * 1.05) near = index + 1;
  }
  return Math.max(1, near);
}
