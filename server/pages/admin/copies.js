/** Copies of the books, and the whole journal in open formats. */

import { h } from "/page/link/dom.js";
import { button, cell, moment, part, saved, table } from "/page/admin/parts.js";
import { restoring } from "/page/admin/restoring.js";

const MEGABYTE = 1_000_000;

export async function copiesView(house, { made, busy }) {
  const { say, ask } = house;
  const kept = await ask("GET", "/api/copies");
  if (kept === null) return null;
  const newest = kept.places
    .flatMap((place) => place.copies.map((one) => one.made_at))
    .sort()
    .at(-1);
  return [
    part(
      say("admin.copies_title"),
      say("admin.copies_about"),
      h(
        "p",
        { id: "newest", class: newest ? "good" : "bad" },
        newest ? say("admin.last_copy", { at: moment(newest) }) : say("admin.no_copy"),
      ),
      outcomeOf(kept.restored, say),
      kept.failed && h("p", { class: "bad" }, say("admin.copy_failed", { reason: kept.failed })),
      made && h("p", { class: "good", id: "made" }, say("admin.copied", { name: made.name })),
      kept.places.length === 0 && h("p", { class: "about" }, say("admin.no_place")),
    ),
    ...kept.places.map((place, index) =>
      part(
        say(place.stick ? "admin.on_stick" : "admin.on_disk"),
        place.folder,
        h(
          "div",
          { class: "row" },
          button(`copy-${index}`, say("admin.copy_now"), () => copy(house, place), { class: "primary", disabled: busy }),
        ),
        place.copies.length > 0 &&
          table(
            [say("admin.made_at"), say("admin.events"), say("admin.entries"), say("admin.size"), ""],
            place.copies.map((one) => [
              h("th", { scope: "row" }, moment(one.made_at)),
              cell(String(one.rows["ledger.sqlite"] ?? 0)),
              cell(String(one.rows["journal.db"] ?? one.rows["journal.dump"] ?? 0)),
              cell(say("admin.megabytes", { n: megabytes(one.bytes, say.language) })),
              h(
                "td",
                { class: "acts" },
                button(`put-back-${one.name}`, say("admin.put_back"), () => restoring(house, place, one, kept)),
              ),
            ]),
          ),
      ),
    ),
    part(
      say("admin.journal_whole"),
      say("admin.journal_whole_about"),
      h(
        "div",
        { class: "row" },
        saved("journal-json", "/api/journal/export.json", say("admin.as_json")),
        saved("journal-csv", "/api/journal/export.csv", say("admin.as_csv")),
      ),
    ),
  ];
}

/** How it went the last time a copy was put back. */
function outcomeOf(last, say) {
  if (!last) return null;
  const copy = last.copy.split("/").at(-1);
  const words = { at: moment(last.at), copy, aside: last.aside, reason: last.failed };
  return h(
    "p",
    { id: "restored", class: last.failed ? "bad" : "good" },
    say(last.failed ? "admin.not_restored" : "admin.restored", words),
  );
}

const megabytes = (bytes, language) =>
  (bytes / MEGABYTE).toFixed(1).replace(".", language === "en" ? "." : ",");

async function copy({ ask, show }, place) {
  await show({ busy: true, made: null });
  const made = await ask("POST", "/api/copies", { folder: place.folder });
  show({ busy: false, made });
}
