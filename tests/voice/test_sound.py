"""Sounds are read, cut, levelled and joined without harm."""

import io
import math
import struct
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from voice import sound


def tone(seconds: float, hertz: float = 440, loudness: float = 0.5, rate: int = sound.RATE) -> sound.Samples:
    return array(
        "h", (int(32767 * loudness * math.sin(2 * math.pi * hertz * n / rate)) for n in range(int(seconds * rate)))
    )


def silence(seconds: float) -> sound.Samples:
    return array("h", bytes(2 * int(seconds * sound.RATE)))


def wav(samples: sound.Samples, rate: int, channels: int = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def pitch(samples: sound.Samples) -> float:
    """In hertz, by counting how often the wave rises through zero."""
    rises = sum(one < 0 <= other for one, other in pairwise(samples))
    return rises / sound.seconds(samples)


def test_what_is_written_is_read_again() -> None:
    samples = tone(0.2)
    assert sound.read(sound.write(samples)) == samples


def test_the_header_tells_the_true_length() -> None:
    with wave.open(io.BytesIO(sound.write(tone(1.5)))) as file:
        assert file.getnframes() == 1.5 * sound.RATE
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (24_000, 2, 1)


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_any_rate_keeps_its_length_and_pitch(rate: int) -> None:
    samples = sound.read(wav(tone(1, 440, rate=rate), rate))
    assert sound.seconds(samples) == pytest.approx(1, abs=0.001)
    assert pitch(samples) == pytest.approx(440, abs=2)


def test_two_channels_become_one() -> None:
    left = tone(0.1)
    both = array("h", (sample for pair in zip(left, silence(0.1), strict=True) for sample in pair))
    assert sound.read(wav(both, sound.RATE, channels=2)) == left


def test_a_header_that_promises_hours_is_not_believed() -> None:
    said = bytearray(sound.write(tone(0.3)))
    struct.pack_into("<I", said, 4, 0x7FFFFFFF)
    struct.pack_into("<I", said, 40, 0x7FFFFF00)
    assert sound.seconds(sound.read(bytes(said))) == pytest.approx(0.3)


@pytest.mark.parametrize("wrong", [b"", b"RIFF", b"not a sound at all" * 10])
def test_what_is_no_sound_is_said_to_be_none(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="WAV"):
        sound.read(wrong)


def test_silence_around_speech_goes_and_pauses_inside_stay() -> None:
    spoken = sound.joined([tone(0.3), tone(0.2)], 0.25)
    cut = sound.trimmed(silence(0.7) + spoken + silence(0.4))
    assert sound.seconds(cut) == pytest.approx(0.75, abs=0.02)
    assert not sound.trimmed(silence(1))


@pytest.mark.parametrize("loudness", [0.02, 0.3, 1.0])
def test_all_speech_is_equally_loud_and_never_clipped(loudness: float) -> None:
    level = sound.levelled(tone(0.5, loudness=loudness))
    assert sound.rms(level) == pytest.approx(sound.SPEECH_RMS, rel=0.01)
    assert max(map(abs, level)) < sound.FULL


def test_a_sharp_crack_is_not_raised_beyond_full_scale() -> None:
    crack = silence(1)
    crack[100] = 20_000
    assert max(map(abs, sound.levelled(crack))) <= 0.95 * sound.FULL + 1


def test_gain_is_linear_and_cut_at_full_scale() -> None:
    half = sound.louder(tone(0.1), 0.5)
    assert sound.rms(half) == pytest.approx(sound.rms(tone(0.1)) / 2, rel=0.01)
    assert max(sound.louder(tone(0.1), 9)) == sound.FULL


def test_pieces_are_joined_with_the_pause_only_between() -> None:
    whole = sound.joined([tone(0.2), silence(0)[:0], tone(0.3)], 0.5)
    assert sound.seconds(whole) == pytest.approx(1.0)
    assert sound.joined([], 0.5) == silence(0)


def test_the_chime_is_two_falling_notes_that_die_away() -> None:
    chime = sound.chime()
    assert sound.seconds(chime) == pytest.approx(1.2)
    assert max(map(abs, chime)) < sound.FULL
    first, second = chime[: int(0.4 * sound.RATE)], chime[int(0.6 * sound.RATE) : sound.RATE]
    assert sound.rms(first) > 1000 and sound.rms(second) > 1000
    assert pitch(first) > pitch(second) + 80
    assert sound.rms(chime[-240:]) < 100


def test_the_boards_chime_is_the_halls() -> None:
    """`sound.write(sound.levelled(sound.chime()))` makes it."""
    page = Path(__file__).parents[2] / "board" / "page" / "chime.wav"
    assert page.read_bytes() == sound.write(sound.levelled(sound.chime()))
