/** Which call is the large one. Each call is announced once, in order, and stands long enough to be read. */

export const SHOWN_MS = 7_000;
const REMEMBERED = 200;

/** A call and each of its repetitions is one announcement. */
const keyOf = (call) => `${call.code} ${call.called_at} ${call.calls}`;

export class Announcements {
  #known = new Set();
  #first = true;
  #queue = [];
  #shown = null;
  #since = 0;
  #calls = [];

  /** Take a picture's calls (newest first). What stood on the first picture of a page's life is not announced. */
  hear(calls) {
    const fresh = calls.filter((call) => !this.#known.has(keyOf(call))).reverse();
    for (const call of fresh) this.#known.add(keyOf(call));
    for (const key of [...this.#known].slice(0, -REMEMBERED)) this.#known.delete(key);
    if (!this.#first) this.#queue.push(...fresh.filter((call) => call.state === "called"));
    this.#first = false;
    this.#calls = calls;
    this.#queue = this.#queue.map((call) => this.#newest(call)).filter((call) => call.state === "called");
  }

  /**
   * The call to show large at `now` (ms), or null when there is none; `announced` is true once for each
   * announcement. An announcement stands for `SHOWN_MS` and for as long as it is spoken (`speaking`), unless it is
   * followed by its own repetition; after that the newest call that still waits for its visitor, else the newest call.
   */
  hero(now, speaking = false) {
    const standing = this.#shown !== null && (speaking || now - this.#since < SHOWN_MS);
    const repeated = standing && !speaking && this.#queue[0]?.code === this.#shown.code;
    if ((!standing || repeated) && this.#queue.length > 0) {
      this.#shown = this.#queue.shift();
      this.#since = now;
      return { call: this.#shown, announced: true };
    }
    if (standing) {
      this.#shown = this.#newest(this.#shown);
    } else {
      this.#shown = null;
    }
    return { call: this.#shown ?? this.#atRest(), announced: false };
  }

  /** Whether nothing is being announced and nothing waits to be. */
  quiet(now) {
    return this.#queue.length === 0 && (this.#shown === null || now - this.#since >= SHOWN_MS);
  }

  /** The same call as the newest picture has it; one that has left the picture stays as it was. */
  #newest(call) {
    return this.#calls.find((other) => keyOf(other) === keyOf(call)) ?? call;
  }

  #atRest() {
    const called = this.#calls.filter((call) => call.state === "called");
    const newest = called.sort((one, other) => Date.parse(other.called_at) - Date.parse(one.called_at))[0];
    return newest ?? this.#calls[0] ?? null;
  }
}
