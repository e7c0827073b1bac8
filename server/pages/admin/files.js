/** What is wrong in the content's files, in the words of `python -m config`. */

import { h } from "/page/link/dom.js";
import { button, cell, part, table } from "/page/admin/parts.js";

export async function filesView({ say, ask, show }) {
  const told = await ask("GET", "/api/content/faults");
  if (told === null) return null;
  const { faults, changed } = told;
  return part(
    say("admin.files_title"),
    say("admin.files_about"),
    h(
      "p",
      { id: "verdict", class: faults.length > 0 ? "bad" : "good" },
      faults.length > 0 ? say("admin.faults", { n: faults.length }) : say("admin.no_fault"),
    ),
    changed && faults.length === 0 && h("p", { class: "about" }, say("admin.files_changed")),
    faults.length > 0 &&
      table(
        [say("admin.file"), say("admin.place"), say("admin.what_to_write")],
        faults.map((one) => [h("th", { scope: "row" }, one.file), cell(one.key), cell(one.text)]),
      ),
    h("div", { class: "row" }, button("again", say("admin.look_again"), () => show())),
  );
}
