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
      topic.taken(this.#pages[0].length);
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

/** All pages of a topic for this panel, each a list of elements below its title. */
function paginate(panel, topic) {
  const holds = (elements) => {
    lay(panel, topic, elements);
    return fits(panel);
  };
  const pages = [];
  let page = [];
  for (const element of topic.items.flatMap((item) => inParts(item, holds))) {
    if (page.length > 0 && (page.length >= ITEMS_MAX || !holds([...page, element]))) {
      pages.push(page);
      page = [];
    }
    page.push(element);
  }
  return [...pages, page];
}

function lay(panel, topic, elements) {
  const title = topic.title();
  draw(
    panel,
    h("div", { class: "page" }, title && h("h2", {}, title), h("div", { class: "body" }, topic.lead(), elements)),
  );
}

/** An item in the fewest parts that a page holds. */
function inParts(item, holds) {
  for (let k = 1; k <= PARTS_MAX; k += 1) {
    const elements = item(k);
    if (elements.every((element) => holds([element]))) return elements;
    if (elements.length < k) break;
  }
  return item(1);
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
