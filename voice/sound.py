"""Sounds as 16-bit samples, one channel, 24,000 a second: read, cut, levelled, joined, and a chime of our own."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Sequence
from operator import mul
from typing import TYPE_CHECKING, TypeAlias

RATE = 24_000
FULL = 32_767
SILENCE_BELOW = 300
"""About one hundredth of full scale: softer than any speech, louder than a program's noise."""

SPEECH_RMS = 0.10 * FULL
WINDOW = RATE // 100

if TYPE_CHECKING:
    Samples: TypeAlias = array[int]
else:
    Samples = array


def read(wav: bytes) -> Samples:
    """Any 16-bit WAV, also one whose header promises more than there is. Raises ValueError."""
    try:
        with wave.open(io.BytesIO(wav)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            data = file.readframes(len(wav))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"not a WAV file: {error}") from error
    if width != 2 or rate <= 0:
        raise ValueError(f"{8 * width} bits at {rate} Hz, expected 16 bits")
    samples = array("h", data[: len(data) - len(data) % (2 * channels)])
    if sys.byteorder == "big":
        samples.byteswap()
    return _at_our_rate(samples[::channels], rate)


def write(samples: Samples) -> bytes:
    """A WAV file with a true header."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def seconds(samples: Samples) -> float:
    return len(samples) / RATE


def rms(samples: Samples) -> float:
    """Loudness from 0, silent, to 32,767."""
    return math.sqrt(sum(map(mul, samples, samples)) / len(samples)) if samples else 0.0


def trimmed(samples: Samples) -> Samples:
    """Without the silence before and after."""
    starts = range(0, len(samples), WINDOW)
    loud = [start for start in starts if max(map(abs, samples[start : start + WINDOW])) > SILENCE_BELOW]
    return samples[loud[0] : loud[-1] + WINDOW] if loud else array("h")


def levelled(samples: Samples) -> Samples:
    """As loud as every other piece of speech, and nowhere clipped."""
    peak = max(map(abs, samples), default=0)
    return louder(samples, min(SPEECH_RMS / rms(samples), 0.95 * FULL / peak)) if peak else samples


def louder(samples: Samples, gain: float) -> Samples:
    """`gain` 1 leaves it as it is; what would pass full scale is cut there."""
    if gain == 1:
        return samples
    if gain < 1 or max(map(abs, samples), default=0) * gain <= FULL:
        return array("h", map(int, map(gain.__mul__, samples)))
    return array("h", (max(-FULL, min(FULL, int(gain * sample))) for sample in samples))


def joined(pieces: Sequence[Samples], pause_s: float) -> Samples:
    """One after the other with `pause_s` of silence between."""
    pause = array("h", bytes(2 * round(pause_s * RATE)))
    whole = array("h")
    for piece in pieces:
        if whole and piece:
            whole += pause
        whole += piece
    return whole


def chime() -> Samples:
    """Ding-dong: two falling notes, each with a soft overtone, dying away within 1.2 seconds."""
    notes = [(0.0, 659.26), (0.45, 523.25)]
    length = round(1.2 * RATE)
    whole = [0.0] * length
    for start_s, hertz in notes:
        start = round(start_s * RATE)
        for index in range(length - start):
            t = index / RATE
            strike = min(1.0, t / 0.005) * math.exp(-4.5 * t) * min(1.0, (length - start - index) / (0.02 * RATE))
            turn = 2 * math.pi * hertz * t
            whole[start + index] += 0.3 * strike * (math.sin(turn) + 0.3 * math.sin(2 * turn))
    return array("h", (int(FULL * sample) for sample in whole))


def _at_our_rate(samples: Samples, rate: int) -> Samples:
    """By straight lines between the samples: speech stays speech."""
    if rate == RATE or not samples:
        return samples
    step, last = rate / RATE, len(samples) - 1
    out = array("h")
    for index in range(int(len(samples) / step)):
        place = min(index * step, last)
        left = int(place)
        right = min(left + 1, last)
        out.append(int(samples[left] + (samples[right] - samples[left]) * (place - left)))
    return out
