/** The voice of this board: a chime and the words the hub lends, one call after the other, as loud as the hour wants. */

import { clockTime } from "/page/link/words.js";
import { short } from "/page/link/hours.js";

const CHIME = "/page/board/chime.wav";
const SENTENCE_PAUSE_S = 0.25;
const LANGUAGE_PAUSE_S = 0.45;
const AGAIN_MS = 400;
const ANSWER_MS = 2_000;
const STARTING_MS = 2_000;

/** How loud, 0 to 1, at a moment of the wall clock; before the first step of the day as after the last. */
export function loudness(volume, wall) {
  const steps = volume.toSorted((one, other) => one.since.localeCompare(other.since));
  const begun = steps.filter((step) => short(step.since) <= clockTime(wall));
  return ((begun.length > 0 ? begun : steps).at(-1)?.percent ?? 100) / 100;
}

export class Voice {
  #context = new AudioContext();
  #born = performance.now();
  #chime = this.#sound(CHIME);

  /** `onChange()` is called when the browser begins or ceases to let this page be heard. */
  constructor(onChange) {
    this.#context.onstatechange = onChange;
    setTimeout(onChange, STARTING_MS);
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => this.#context.resume());
  }

  /** Whether the browser lets nothing be heard; an output takes a moment to start. */
  get muted() {
    return !this.#runs && performance.now() - this.#born > STARTING_MS - 1;
  }

  get #runs() {
    return this.#context.state === "running";
  }

  /** Announce a call in these languages, `times` over; resolves when it has been heard, or cannot be. */
  async announce(call, { languages, times, loud }) {
    const chime = (await this.#chime) ?? (await (this.#chime = this.#sound(CHIME)));
    if (!this.#runs || loud === 0 || chime === null) return;
    const gain = new GainNode(this.#context, { gain: loud });
    gain.connect(this.#context.destination);
    const sentences = languages.map((language) => this.#sentences(call, language));
    let ends = this.#context.currentTime;
    const play = (sound, pause) => {
      const source = new AudioBufferSourceNode(this.#context, { buffer: sound });
      const starts = Math.max(ends, this.#context.currentTime);
      source.connect(gain);
      source.start(starts);
      ends = starts + sound.duration + pause;
    };
    for (let time = 0; time < times; time += 1) {
      play(chime, LANGUAGE_PAUSE_S);
      for (const spoken of sentences) {
        const [who, where] = await spoken;
        if (!who || !where) continue;
        play(who, SENTENCE_PAUSE_S);
        play(where, LANGUAGE_PAUSE_S);
      }
    }
    await new Promise((heard) => setTimeout(heard, Math.max(0, ends - this.#context.currentTime) * 1_000));
    gain.disconnect();
  }

  /** Who, and where to. What is not spoken yet is asked for once more, while the chime sounds. */
  async #sentences({ code, desk }, language) {
    const ask = () =>
      Promise.all([`ticket-${code}`, `desk-${desk}`].map((name) => this.#sound(`/board/voice/${language}/${name}.wav`)));
    const first = await ask();
    if (first.every(Boolean)) return first;
    await new Promise((wake) => setTimeout(wake, AGAIN_MS));
    return ask();
  }

  /** The sound of a file; null when there is none, or not soon: an announcement never waits for a hub that hangs. */
  async #sound(path) {
    try {
      const answer = await fetch(path, { signal: AbortSignal.timeout(ANSWER_MS) });
      return answer.status === 200 ? await this.#context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }
}
