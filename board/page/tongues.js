/** The board speaks one of its languages at a time, and all of them in turn: what is written stands in each. */

import { h } from "/page/link/dom.js";
import { words } from "/page/link/words.js";

export class Tongues {
  #turn = 0;

  constructor(languages, speakers) {
    this.languages = languages;
    this.speakers = speakers;
    this.#show();
  }

  static async load(languages) {
    return new Tongues(languages, await Promise.all(languages.map((language) => words("board", language))));
  }

  /** Go on to the next language; true when all have had their turn and it is the first one's again. */
  turn() {
    this.#turn = (this.#turn + 1) % this.languages.length;
    this.#show();
    return this.#turn === 0;
  }

  #show() {
    document.documentElement.lang = this.languages[this.#turn];
  }

  /** The text of a key; `values` may depend on the language. */
  say(key, values) {
    return this.show(
      this.speakers.map((say) => say(key, typeof values === "function" ? values(say.language) : values)),
    );
  }

  /** The text of a key as `{ ky, ru, en }`, of the board's languages. */
  texts(key, values = () => ({})) {
    return Object.fromEntries(this.speakers.map((say) => [say.language, say(key, values(say.language))]));
  }

  /** A `{ ky, ru, en }` text of the content. */
  text(text) {
    return this.show(this.languages.map((language) => text[language]));
  }

  /** One wording for each language, in one place: it takes the room of the longest, so that nothing jumps. */
  show(wordings) {
    return h(
      "span",
      { class: "said" },
      wordings.map((wording, index) => h("span", { lang: this.languages[index] }, wording)),
    );
  }

  has(key) {
    return this.speakers.every((say) => say.has(key));
  }
}
