/** Of the service at the desk: its term and price, what to bring, the filled-in sample, how it goes, who does it. */

import { h } from "/page/link/dom.js";
import { phone } from "/page/link/words.js";
import { question } from "/page/staff/question.js";
import { databaseLink } from "/page/staff/staff.js";
import { serviceOf } from "/page/desk/visitor.js";

/** Small samples that stand on the page already: drawn again they would be asked for again. */
const samples = new Map();

export function servicePane({ say, language, content, picture, printer }) {
  const service = picture.ticket && serviceOf(content, picture.ticket.service);
  if (!service) return h("section", { class: "service empty" }, h("p", { class: "about" }, say("service.none")));
  const unit = content.units.find((one) => one.id === service.unit);
  return h(
    "section",
    { class: "service", tabindex: "0", "aria-label": service.name[language] },
    h("h2", {}, service.name[language]),
    termAndFee(service, say, language),
    h("h3", {}, say("service.documents")),
    service.documents.length === 0
      ? h("p", { class: "about" }, say("service.no_documents"))
      : h(
          "ul",
          {},
          service.documents.map((document) => documentLine(document, say, language)),
        ),
    h(
      "div",
      { class: "service-acts" },
      service.sample && sampleButton(service, say, language),
      service.route.length > 0 && routeSheet(service, picture.ticket, say, printer),
    ),
    h("h3", {}, say("service.steps")),
    h(
      "ol",
      {},
      service.steps.map((step) => h("li", {}, step[language])),
    ),
    h("h3", {}, say("service.unit")),
    h("p", {}, unit ? unit.name[language] : service.unit, ", ", h("span", { class: "phone" }, phone(service.phone))),
    unit?.database && h("p", {}, databaseLink(unit, say)),
  );
}

function termAndFee(service, say, language) {
  const fee = service.fee.som === 0 ? say("service.free") : say("service.som", { n: service.fee.som });
  const fact = (key, ...value) => h("div", {}, h("dt", {}, say(key)), h("dd", {}, value));
  return h(
    "dl",
    {},
    fact("service.term", say(`service.${service.term.unit}`, { n: service.term.amount })),
    fact("service.fee", fee, service.fee.note && h("small", {}, service.fee.note[language])),
  );
}

function documentLine(document, say, language) {
  return h(
    "li",
    {},
    document.name[language],
    " ",
    h("span", { class: "form" }, say(`service.${document.form}`)),
    document.note && h("small", {}, document.note[language]),
  );
}

/** The route sheet of several bodies, in the visitor's language, to print here or from a window of its own (R111). */
function routeSheet(service, { language }, say, printer) {
  const href = `/api/services/${encodeURIComponent(service.id)}/route.pdf?language=${language}`;
  const link = h("a", { id: "route", class: "paper-link", href, target: "_blank", rel: "noopener" }, say("act.route"));
  return printer.beside(link, "route-here", "route", service.id, language);
}

/** The filled-in sample, small beside the list (R079) and as large as the window when it is pressed. */
function sampleButton(service, say, language) {
  const src = `/api/pictures/${encodeURIComponent(service.sample)}`;
  const show = () =>
    question(
      (answer) => [
        h("h2", { id: "question" }, `${say("service.sample")}: ${service.everyday[language]}`),
        h("img", { src, alt: say("service.sample") }),
        h(
          "div",
          { class: "buttons" },
          h(
            "button",
            { type: "button", id: "close", "data-first": true, onclick: () => answer(null) },
            say("common.close"),
          ),
        ),
      ],
      "sample",
    );
  return h(
    "button",
    { type: "button", class: "sample-button", id: "sample", onclick: show },
    kept(src),
    h("span", {}, say("service.sample")),
  );
}

function kept(src) {
  if (!samples.has(src)) samples.set(src, h("img", { src, alt: "" }));
  return samples.get(src);
}
