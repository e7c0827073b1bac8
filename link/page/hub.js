/**
 * The hub as a page sees it: one connection that breaks and comes back, and requests that answer or say why not.
 *
 * A page draws the newest picture it was sent, whatever its number: after a restart or on a new day the numbers
 * begin again, and a page that compared them would freeze.
 */

const SILENCE_MS = 15_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
const GROWTH = 1.7;
const CONNECT_MS = 6_000;
const ANSWER_MS = 10_000;
const FILE_ANSWER_MS = 120_000;

/** A "no" from the hub, or no answer at all (`code` "unreachable", `status` 0). `message` is fit for a person. */
export class Refused extends Error {
  constructor(status, code, text) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

/**
 * Ask the hub for something, with a `body` as JSON, or a Blob as it is. Resolves to the JSON answer (null when there is
 * none); throws `Refused`. `language` chooses the language of a refusal, `unreachable` is the text when nobody answers
 * within `patience` ms. What a page asks `byItself`, by its clock and not because somebody is there, does not keep a
 * session alive.
 */
export async function ask(method, path, { body, language = "ky", unreachable = "", patience, byItself = false } = {}) {
  const request = {
    method,
    headers: { "Accept-Language": language, Accept: "application/json" },
    signal: AbortSignal.timeout(patience ?? (body instanceof Blob ? FILE_ANSWER_MS : ANSWER_MS)),
  };
  if (byItself) request.headers["Kezek-By-Itself"] = "1";
  if (body !== undefined) {
    request.headers["Content-Type"] = body instanceof Blob ? body.type : "application/json";
    request.body = body instanceof Blob ? body : JSON.stringify(body);
  }
  let answer, text;
  try {
    answer = await fetch(path, request);
    text = await answer.text();
  } catch {
    throw new Refused(0, "unreachable", unreachable);
  }
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    throw new Refused(answer.status, "unreadable", unreachable);
  }
  if (answer.ok) return json;
  const error = json?.error ?? {};
  throw new Refused(answer.status, error.code ?? "unreadable", error.text ?? unreachable);
}

/**
 * Follow one view of the office for as long as the page lives.
 *
 * `onPicture(picture)` gets each whole picture, `onTick(iso)` the hub's time every few seconds, and
 * `onLink(link)` one of "live", "lost" (being connected again) and "stale" (nothing heard for 15 s: what is on
 * the screen may be wrong). `onFail()` is called after each attempt that the hub did not accept.
 * Returns `{ end, say }`: `end()` ends it, `say(word)` tells the hub something while the connection stands.
 */
export function follow(view, { onPicture, onTick = () => {}, onLink = () => {}, onFail = () => {} }) {
  const address = new URL(`/ws?view=${encodeURIComponent(view)}`, location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  let socket = null;
  let link = "";
  let heard = performance.now();
  let started = 0;
  let pause = FIRST_PAUSE_MS;
  let again = 0;

  function tell(state) {
    if (state === link) return;
    link = state;
    onLink(state);
  }

  function connect() {
    const mine = new WebSocket(address);
    let accepted = false;
    socket = mine;
    started = performance.now();
    mine.onmessage = (message) => {
      if (mine !== socket) return;
      accepted = true;
      heard = performance.now();
      pause = FIRST_PAUSE_MS;
      tell("live");
      const said = JSON.parse(message.data);
      if ("tick" in said) onTick(said.tick);
      else onPicture(said);
    };
    mine.onclose = () => {
      if (mine !== socket) return;
      if (!accepted) onFail();
      reconnect();
    };
  }

  function reconnect() {
    drop();
    tell(silent() ? "stale" : "lost");
    again = setTimeout(connect, pause * (0.8 + 0.4 * Math.random()));
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS);
  }

  function drop() {
    const old = socket;
    socket = null;
    old?.close();
  }

  const silent = () => performance.now() - heard > SILENCE_MS;

  const watchdog = setInterval(() => {
    if (silent()) tell("stale");
    const limit = socket?.readyState === WebSocket.CONNECTING ? CONNECT_MS : SILENCE_MS;
    const since = performance.now() - Math.max(heard, started);
    if (socket !== null && since > limit) reconnect();
  }, 500);

  connect();
  return {
    end: () => {
      clearInterval(watchdog);
      clearTimeout(again);
      drop();
    },
    say: (word) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(word);
    },
  };
}

let firstVersion = null;
let reloading = false;

/** Call after each connection: reloads the page, once `idle()` is true, when the hub has become another version. */
export async function keepUpToDate(idle) {
  let version;
  try {
    ({ version } = await ask("GET", "/healthz"));
  } catch {
    return;
  }
  firstVersion ??= version;
  if (version === firstVersion || reloading) return;
  reloading = true;
  const waiting = setInterval(() => {
    if (!idle()) return;
    clearInterval(waiting);
    location.reload();
  }, 1_000);
}
