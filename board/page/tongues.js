/** Everything in the hall is said in the centre's first language, large, and in its second beneath, smaller. */

import { h } from "/page/link/dom.js";
import { LANGUAGES, words } from "/page/link/words.js";

/** The board's languages, first the larger: `?languages=ky,ru` in its address. */
export function chosen(search) {
  const asked = (new URLSearchParams(search).get("languages") ?? "ky,ru").split(",");
  const known = asked.filter((language, index) => LANGUAGES.includes(language) && asked.indexOf(language) === index);
  return known.length > 0 ? known.slice(0, 2) : ["ky", "ru"];
}

export class Tongues {
  constructor(languages, speakers) {
    this.languages = languages;
    this.speakers = speakers;
  }

  static async load(languages) {
    return new Tongues(languages, await Promise.all(languages.map((language) => words("board", language))));
  }

  /** The text of a key in both languages. */
  say(key, values) {
    return this.show(
      this.speakers.map((say) => say(key, typeof values === "function" ? values(say.language) : values)),
    );
  }

  /** A `{ ky, ru, en }` text of the content in both languages. */
  text(text) {
    return this.show(this.languages.map((language) => text[language]));
  }

  /** Two wordings as elements; the second only when it says something else. */
  show([first, second]) {
    return [
      h("span", { class: "first", lang: this.languages[0] }, first),
      second && second !== first ? h("span", { class: "second", lang: this.languages[1] }, second) : null,
    ];
  }

  has(key) {
    return this.speakers.every((say) => say.has(key));
  }
}
