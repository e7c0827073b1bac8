/** One entry from registering to the result: who, what, which papers and where they are, and what can be done now. */

import { h } from "/page/link/dom.js";
import {
  date,
  lateBadge,
  moment,
  nameOf,
  numbered,
  paper,
  pathOf,
  serviceOf,
  stateBadge,
} from "/page/journal/parts.js";
import { databaseLink } from "/page/staff/staff.js";
import { askNeed } from "/page/journal/need_questions.js";
import {
  askAnnulment,
  askAnswer,
  askApplicant,
  askBack,
  askHandOver,
  askIssue,
  askPaper,
  askReady,
  askRefusal,
  askReturn,
  askStep,
  askVisit,
  askVisitDone,
} from "/page/journal/questions.js";

const OPEN = ["received", "handed_over", "ready"];

/** `fresh` entries were registered just now: the keyboard is on their paper. */
export async function entryView(house, { number, fresh = false }) {
  const entry = await house.ask("GET", pathOf(number));
  if (entry === null) return [];
  const { say } = house;
  const acts = actsOf(entry, house);
  return [
    h(
      "section",
      { class: `entry ${entry.state}`, "aria-label": say("journal.entry") },
      h(
        "h2",
        {},
        h("span", { class: "what" }, `${say(`entry_kind.${entry.kind}`)} № ${entry.number}`),
        " ",
        stateBadge(entry, say),
        " ",
        lateBadge(entry.late, say),
      ),
      entry.state === "annulled" &&
        h(
          "p",
          { class: "said", id: "annulled" },
          say("annul.told", { who: entry.closed_by, at: moment(entry.closed_at), why: entry.annulled ?? "–" }),
        ),
      h("dl", {}, factsOf(entry, house)),
      statementOf(entry, say),
      refusalsOf(entry, house),
      papersOf(entry, house, fresh),
    ),
    acts.length > 0 && h("div", { class: "side" }, numbered(acts)),
    whereabouts(entry, house),
  ].filter(Boolean);
}

function whereabouts(entry, house) {
  const parts = [documentsOf(entry, house), stepsOf(entry, house), visitsOf(entry, house)].filter(Boolean);
  return parts.length > 0 && h("section", {}, parts);
}

function factsOf(entry, { say, language, content }) {
  const { applicant } = entry;
  const facts = [
    ["column.service", entry.service && serviceOf(content, entry.service, language)],
    ["column.applicant", applicant?.name],
    ["register.representative", applicant?.representative],
    ["register.phone", applicant?.phone],
    ["register.village", entry.village && nameOf(content.villages, entry.village, language)],
    ["entry.activity", say(`activity.${entry.activity}`)],
    ["column.date", moment(entry.at)],
    ["entry.official", entry.official],
    ["column.due", date(entry.due)],
    [
      "entry.hand_over_by",
      entry.state === "received" &&
        entry.next_unit &&
        `${nameOf(content.units, entry.next_unit, language)}, ${say("handover.by", { date: date(entry.next_by) })}`,
    ],
    ["entry.receipt", entry.code],
    ["handover.unit", bodyOf(entry, { say, language, content })],
    ["entry.about", entry.about],
    ["entry.complaints", entry.complaints.join(", ")],
    ["entry.closed", entry.closed_at && moment(entry.closed_at)],
  ];
  return facts
    .filter(([, value]) => value)
    .map(([key, value]) => h("div", {}, h("dt", {}, say(key)), h("dd", {}, value)));
}

/** The body that decides, with its data base. */
function bodyOf({ unit: known }, { say, language, content }) {
  const unit = content.units.find((one) => one.id === known);
  return unit && unit.kind !== "centre" && [unit.name[language], unit.database && " · ", databaseLink(unit, say)];
}

const statementOf = ({ statement }, say) =>
  statement &&
  [
    h("h3", {}, `${say(`statement.${statement.form}`)}${statement.addressee && `, ${statement.addressee}`}`),
    h("p", { class: "said" }, statement.text),
    statement.answer && [h("h3", {}, say("answer.text")), h("p", { class: "said" }, statement.answer)],
  ].flat();

/** The centre's list says why and what to do next, and own words may say more. */
const refusalsOf = ({ refusals }, { say, language, content }) =>
  refusals.flatMap((one) => {
    const listed = content.refusal_reasons.find((reason) => reason.id === one.reason);
    const told = one.text === listed?.text[language] ? "" : one.text;
    return [
      h("h3", {}, say("refusal.title"), one.unit && `: ${nameOf(content.units, one.unit, language)}`),
      h("p", {}, listed?.text[language] ?? one.reason),
      told && h("p", { class: "said" }, told),
      h("p", { class: "said" }, h("strong", {}, `${say("refusal.next")}: `), one.next || listed?.next[language]),
    ];
  });

/** The papers that leave the printer. The receipt of documents is no queue ticket, by name either. */
function papersOf(entry, { say, printer }, fresh) {
  if (entry.state === "annulled") return null;
  const made = [
    entry.code && ["receipt", "entry.receipt_paper"],
    entry.state === "refused" && ["refusal", "entry.refusal_paper"],
    entry.statement && ["statement", "entry.statement_paper"],
  ].filter(Boolean);
  return h(
    "p",
    { class: "papers" },
    made.map(([name, key], index) => {
      const first = { "data-first": fresh && index === 0 };
      const link = paper(`print-${name}`, `${pathOf(entry.number)}/${name}.pdf`, say(key), first);
      return printer.beside(link, `here-${name}`, name, entry.number);
    }),
  );
}

/** What can be done now; a question first, then the entry as it is after it. */
function actsOf(entry, house) {
  const { say, send, open } = house;
  const path = pathOf(entry.number);
  const again = () => open("entry", { number: entry.number });
  const act =
    (where, question, method = "POST") =>
    async () => {
      const target = where.startsWith("/") ? where : `${path}/${where}`;
      if ((await question()((body) => send(method, target, body))) !== null) await again();
    };
  const service = entry.kind === "service";
  const ofTheStaff = house.role !== "representative";
  const isOpen = OPEN.includes(entry.state);
  const annulled = entry.state === "annulled";
  const answerable = ["appeal", "complaint"].includes(entry.kind) && isOpen;
  const here = entry.documents.filter((one) => one.place === "centre");
  const theirs = here.some((one) => !one.result);
  const steps = entry.steps.filter((step) => step.back_at === null);
  const working = service && ["received", "handed_over"].includes(entry.state);
  const complain = () => {
    const { number: about, applicant, service: of, village, language } = entry;
    return open("register", { kind: "complaint", about, service: of, applicant, village, language });
  };
  return [
    ofTheStaff &&
      working &&
      theirs && ["act-hand-over", say("handover.do"), act("/api/handovers", () => askHandOver(house, entry))],
    ...steps.map((step) => [
      `act-back-${step.id}`,
      `${say("back.do")}: ${nameOf(house.content.units, step.unit, house.language)}`,
      act("back", () => askBack(house, step)),
    ]),
    working && steps.length === 0 && ["act-ready", say("ready.do"), act("ready", () => askReady(house, entry))],
    entry.state === "ready" && ["act-issue", say("issue_result.do"), act("issue", () => askIssue(house))],
    answerable && ["act-answer", say("answer.do"), act("answer", () => askAnswer(house))],
    working && ["act-step", say("step.do"), act("steps", () => askStep(house))],
    working && ["act-refuse", say("register.refuse"), act("refuse", () => askRefusal(house, []))],
    here.length > 0 && ["act-return", say("return.do"), act("return", () => askReturn(house, entry))],
    entry.kind !== "complaint" && !annulled && ["act-complain", say("entry.complain"), complain],
    ofTheStaff && !annulled && ["act-need", say("need.title"), act("/api/needs", () => askNeed(house, entry))],
    working && ["act-paper", say("papers.add"), act("documents", () => askPaper(house))],
    entry.applicant && !annulled && ["act-correct", say("entry.correct"), act("applicant", () => askApplicant(house, entry), "PUT")],
    isOpen && ["act-visit", say("visit.do"), act("visits", () => askVisit(house))],
    house.may("annul_entry") &&
      !["issued", "answered", "annulled"].includes(entry.state) && [
        "act-annul",
        say("annul.do"),
        act("annul", () => askAnnulment(house)),
      ],
  ].filter(Boolean);
}

function documentsOf(entry, { say, language, content }) {
  if (entry.documents.length === 0) return null;
  const placeOf = (one) =>
    one.place === "body"
      ? nameOf(content.units, one.unit, language)
      : [say(`place.${one.place}`), one.place === "centre" && one.kept].filter(Boolean).join(", ");
  return h(
    "div",
    {},
    h("h3", {}, say("papers.title")),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["document", "form", "count", "place"].map((one) => h("th", {}, say(`papers.${one}`))),
        ),
      ),
      h(
        "tbody",
        {},
        entry.documents.map((one) =>
          h(
            "tr",
            { class: one.result ? "result" : null },
            h("td", {}, one.name, one.result && h("small", {}, say("papers.result"))),
            h("td", {}, say(`service.${one.form}`)),
            h("td", {}, String(one.count)),
            h("td", {}, placeOf(one)),
          ),
        ),
      ),
    ),
  );
}

function stepsOf(entry, { say, language, content }) {
  if (entry.steps.length === 0) return null;
  return h(
    "div",
    {},
    h("h3", {}, say("step.list")),
    h(
      "ol",
      { class: "steps" },
      entry.steps.map((step) =>
        h(
          "li",
          {},
          h("strong", {}, nameOf(content.units, step.unit, language)),
          ` · ${step.what} · ${moment(step.sent_at)}`,
          step.due && ` · ${say("column.due")}: ${date(step.due)}`,
          step.back_at ? ` → ${moment(step.back_at)}, ${say(`step_outcome.${step.outcome}`)}` : "",
          step.note && h("small", {}, step.note),
        ),
      ),
    ),
  );
}

function visitsOf(entry, house) {
  const { say, send, open } = house;
  if (entry.visits.length === 0) return null;
  const note = async (visit) => {
    const done = (body) => send("PUT", `${pathOf(entry.number)}/visits/${visit.id}`, body);
    if ((await askVisitDone(house)(done)) !== null) open("entry", { number: entry.number });
  };
  return h(
    "div",
    {},
    h("h3", {}, say("visit.list")),
    entry.visits.map((visit) =>
      h(
        "p",
        {},
        `${date(visit.planned)} · ${visit.object} · ${visit.participants} `,
        visit.result
          ? `→ ${date(visit.done_on)}: ${visit.result}`
          : h("button", { type: "button", id: `visit-${visit.id}`, onclick: () => note(visit) }, say("visit.note")),
      ),
    ),
  );
}
