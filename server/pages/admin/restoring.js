/** A copy put back: looked through, what will happen told, asked for once more, and waited for. */

import { draw, h } from "/page/link/dom.js";
import { moment } from "/page/admin/parts.js";
import { form, tick } from "/page/staff/question.js";

const LOOK_MS = 1_000;

export async function restoring({ say, ask, send }, { folder }, { name, made_at }, { restored }) {
  const seen = await ask("POST", "/api/copies/check", { folder, name });
  if (seen === null) return;
  const order = () => send("POST", "/api/copies/restore", { folder, name });
  if ((await sure(say, made_at, seen.lost)(order)) === null) return;
  draw(
    document.getElementById("main"),
    h("section", {}, h("p", { id: "putting-back", role: "status" }, say("admin.putting_back"))),
  );
  await begunAgain(restored?.at);
  location.hash = "copies";
  location.reload();
}

function sure(say, madeAt, lost) {
  const events = lost["ledger.sqlite"] ?? 0;
  const entries = lost["journal.db"] ?? lost["journal.dump"] ?? 0;
  const yes = tick("understood", say("admin.put_back_yes"));
  yes.querySelector("input").required = true;
  yes.querySelector("input").setAttribute("data-first", "");
  const told = h(
    "ul",
    { class: "told" },
    h("li", {}, say("admin.put_back_checked")),
    h(
      "li",
      { class: events + entries > 0 ? "bad" : null, id: "lost" },
      events + entries > 0 ? say("admin.put_back_lost", { events, entries }) : say("admin.put_back_nothing"),
    ),
    ["hub", "aside", "log_in"].map((key) => h("li", {}, say(`admin.put_back_${key}`))),
  );
  const name = say("admin.put_back_title", { at: moment(madeAt) });
  return form(say, name, [told, yes], say("admin.put_back_now"), () => ({}), { class: "primary danger" });
}

/** Until the hub tells of another outcome, or knows nobody any more. */
async function begunAgain(before) {
  for (;;) {
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
    const answer = await fetch("/api/copies", { headers: { "Kezek-By-Itself": "1" } }).catch(() => null);
    if (answer?.status === 401) return;
    if (answer?.ok && (await answer.json()).restored?.at !== before) return;
  }
}
