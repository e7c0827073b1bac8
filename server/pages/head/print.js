/** What the centre prints for its walls and tables: the sign, the evaluation sheets, blanks and samples. */

import { h } from "/page/link/dom.js";

const PAPERS = ["hours", "sheet-short", "sheet-full"];

/** `language` is that of the page: what is printed is in it too. A service with a sample has a form to fill in. */
export function printPane({ say, language, content }) {
  const link = (path, text) => h("a", { href: path, target: "_blank", rel: "noopener" }, text);
  const paper = (one) => link(`/api/stand/${one}.pdf?language=${language}`, say(`print.${one.replace("-", "_")}`));
  const blank = (id) => link(`/api/services/${encodeURIComponent(id)}/blank.pdf?language=${language}`, say("print.blank"));
  const filled = (sample) => link(`/api/pictures/${sample}`, say("print.sample"));
  const services = content.services
    .filter(({ sample }) => sample)
    .map(({ id, name, sample }) => h("li", {}, `${name[language]}: `, blank(id), " · ", filled(sample)));
  return h(
    "section",
    { class: "print" },
    h("h2", {}, say("print.title")),
    h("ul", {}, PAPERS.map((one) => h("li", {}, paper(one)))),
    h("details", {}, h("summary", {}, say("print.tables")), h("ul", {}, services)),
  );
}
