"""Who speaks, and that each sentence is made once."""

import asyncio
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from board.voice import sentences
from core.words import Language
from tests.voice.test_sound import silence, tone, wav
from voice import engines, sound, words
from voice.engines import FREE_VOICES, CannotSpeak, Clips, Espeak, RHVoice
from voice.speech import Cache, Speech

KY, RU, EN = Language


@dataclass
class Spoken:
    """An engine that speaks a tone and counts; `able` false makes it fail."""

    name: str = "tone"
    rate: int = 1
    able: bool = True
    languages: tuple[Language, ...] = (KY, RU, EN)
    said: list[str] = field(default_factory=list)
    spoke: asyncio.Event = field(default_factory=asyncio.Event)

    def voice(self, language: Language) -> str | None:
        return "voice" if language in self.languages else None

    async def speak(self, text: str, language: Language) -> sound.Samples:
        if not self.able:
            raise CannotSpeak("hoarse")
        self.said.append(text)
        self.spoke.set()
        return tone(0.2)


@pytest.mark.asyncio
@pytest.mark.parametrize("language", Language)
async def test_ten_calls_are_spoken_are_not_silent_and_have_the_right_length(language: Language) -> None:
    lengths = []
    for number, desk in zip(
        (1, 7, 10, 42, 99, 100, 305, 777, 999, 1234), (1, 2, 3, 4, 5, 6, 7, 9, 11, 24), strict=True
    ):
        for text in (sentences.ticket(f"А{number:03d}", language), sentences.desk(desk, language)):
            said = await Espeak().speak(text, language)
            spoken = sound.trimmed(said)
            assert sound.rms(spoken) > 500, text
            assert 0.035 < sound.seconds(spoken) / len(text) < 0.14, text
            lengths.append(sound.seconds(spoken))
    assert len({round(length, 3) for length in lengths}) > 12, "different sentences sound different"


@pytest.mark.asyncio
async def test_ten_calls_by_the_good_voice_where_it_is_installed() -> None:
    voice = RHVoice()
    for language in Language:
        if voice.voice(language) is None:
            with pytest.raises(CannotSpeak):
                await voice.speak("үч", language)
            continue
        for number in range(1, 11):
            text = sentences.ticket(f"К{number * 97:03d}", language)
            spoken = sound.trimmed(await voice.speak(text, language))
            assert sound.rms(spoken) > 500
            assert 0.035 < sound.seconds(spoken) / len(text) < 0.14


@pytest.mark.asyncio
async def test_rhvoice_is_called_by_its_own_options(tmp_path: Path) -> None:
    program = tmp_path / "RHVoice-test"
    program.write_text(
        '#!/bin/sh\n[ "$1 $2 $3 $4 $5" = "-p Nazgul -r 90 -o" ] || exit 2\n'
        f'cat >"{tmp_path}/text"\nexec espeak-ng -v ky -f "{tmp_path}/text" -w "$6"\n'
    )
    program.chmod(0o755)
    (tmp_path / "voices" / "nazgul").mkdir(parents=True)
    voice = RHVoice(program=str(program), voices=tmp_path / "voices")
    said = await voice.speak("Үчүнчү терезеге келиңиз.", KY)
    assert (tmp_path / "text").read_text(encoding="utf-8") == "Үчүнчү терезеге келиңиз.\n"
    assert 1 < sound.seconds(said) < 4


def test_only_free_voices_are_used_whatever_is_installed(tmp_path: Path) -> None:
    program = tmp_path / "RHVoice-test"
    program.touch(mode=0o755)
    voices = tmp_path / "voices"
    for name in ("arina", "artemiy", "evgeniy-rus", "mikhail", "tatiana", "talgat"):
        (voices / name).mkdir(parents=True)
    voice = RHVoice(program=str(program), voices=voices)
    assert [voice.voice(language) for language in Language] == [None, None, None]
    (voices / "irina").mkdir()
    assert voice.voice(RU) == "irina"
    (voices / "elena").mkdir()
    assert voice.voice(RU) == "elena"
    chosen = RHVoice(program=str(program), voices=voices, wanted={RU: "irina"})
    assert chosen.voice(RU) == "irina"


def test_a_voice_that_is_not_free_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"talgat.*nazgul"):
        engines.engines(None, {KY: "talgat"})
    assert set(FREE_VOICES) == set(Language)


@pytest.mark.asyncio
async def test_a_program_that_is_missing_or_mute_cannot_speak(tmp_path: Path) -> None:
    with pytest.raises(CannotSpeak):
        await Espeak(program=str(tmp_path / "nothing")).speak("үч", KY)
    mute = tmp_path / "mute"
    mute.write_text("#!/bin/sh\nexit 1\n")
    mute.chmod(0o755)
    with pytest.raises(CannotSpeak, match="ended with 1"):
        await Espeak(program=str(mute)).speak("үч", KY)


def record(folder: Path, text: str) -> None:
    """Somebody reads the words of a sentence, each 0.3 s long."""
    folder.mkdir(parents=True, exist_ok=True)
    for word in engines.words_of(text):
        (folder / f"{word}.wav").write_bytes(wav(tone(0.3, rate=44_100), 44_100))


@pytest.mark.asyncio
async def test_recorded_words_make_any_sentence(tmp_path: Path) -> None:
    text = sentences.desk(24, EN)
    assert engines.words_of(text) == ["please", "come", "to", "desk", "twenty", "four"]
    record(tmp_path / "en", text)
    said = await Clips(tmp_path).speak(text, EN)
    assert sound.seconds(said) == pytest.approx(6 * 0.3 + 5 * engines.WORD_PAUSE_S, abs=0.05)


@pytest.mark.asyncio
async def test_a_missing_clip_leaves_the_sentence_to_the_next_engine(tmp_path: Path) -> None:
    record(tmp_path / "clips" / "ky", sentences.ticket("А042", KY))
    program = Spoken()
    speech = Speech([Clips(tmp_path / "clips"), program], Cache(tmp_path / "cache"))
    for _ in range(2):
        assert await speech.say(sentences.ticket("А042", KY), KY)
        assert await speech.say(sentences.ticket("К001", KY), KY)
        assert await speech.say(sentences.ticket("К001", RU), RU)
    assert program.said == [sentences.ticket("К001", KY), sentences.ticket("К001", RU)]


@pytest.mark.asyncio
async def test_each_sentence_is_made_once_also_after_a_restart(tmp_path: Path) -> None:
    first, second = Spoken(), Spoken()
    sounds = [await Speech([first], Cache(tmp_path)).say(text, KY) for text in ("бир", "эки", "бир")]
    assert first.said == ["бир", "эки"]
    assert await Speech([second], Cache(tmp_path)).say("эки", KY) == sounds[1]
    assert second.said == []


@pytest.mark.asyncio
async def test_every_voice_comes_out_equally_loud_and_without_silence_around(tmp_path: Path) -> None:
    class Whispers(Spoken):
        async def speak(self, text: str, language: Language) -> sound.Samples:
            return silence(0.5) + tone(0.4, loudness=0.03) + silence(0.5)

    speech = Speech([Whispers()], Cache(tmp_path))
    for _ in range(2):
        said = await speech.say("бир", KY)
        assert said and sound.seconds(said) == pytest.approx(0.4, abs=0.02)
        assert sound.rms(said) == pytest.approx(sound.SPEECH_RMS, rel=0.05)


@pytest.mark.asyncio
async def test_another_voice_pace_or_text_is_another_sound(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for engine in (Spoken(), Spoken(rate=2), Spoken(name="other")):
        await Speech([engine], cache).say("бир", KY)
        assert engine.said == ["бир"]


def cut_short(folder: Path) -> None:
    (file,) = folder.glob("*.wav")
    file.write_bytes(file.read_bytes()[:20])


@pytest.mark.asyncio
async def test_a_file_cut_by_a_power_failure_is_made_again(tmp_path: Path) -> None:
    await Speech([Spoken()], Cache(tmp_path)).say("бир", KY)
    cut_short(tmp_path)
    again = Spoken()
    assert await Speech([again], Cache(tmp_path)).say("бир", KY)
    assert again.said == ["бир"]


@pytest.mark.asyncio
async def test_when_a_better_voice_comes_back_it_speaks_again(tmp_path: Path) -> None:
    best, last = Spoken(name="best", able=False), Spoken(name="last")
    speech = Speech([best, last], Cache(tmp_path))
    await speech.say("бир", KY)
    best.able = True
    await speech.say("эки", KY)
    await speech.say("бир", KY)
    assert (best.said, last.said) == (["эки", "бир"], ["бир"])


@pytest.mark.asyncio
async def test_nobody_to_speak_is_an_answer(tmp_path: Path) -> None:
    assert await Speech([Spoken(languages=(RU,))], Cache(tmp_path)).say("бир", KY) is None
    assert await Speech([], Cache(tmp_path)).say("бир", KY) is None


@pytest.mark.asyncio
async def test_a_full_disk_takes_the_cache_not_the_voice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    speech = Speech([Spoken()], Cache(tmp_path / "cache"))
    shutil.rmtree(tmp_path / "cache")
    for text in ("бир", "эки", "үч"):
        assert await speech.say(text, KY)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_the_cache_stays_small_and_forgets_what_was_not_used(tmp_path: Path) -> None:
    cache, engine = Cache(tmp_path, files_max=120), Spoken()
    for number in range(120):
        cache.put(cache.path(engine, "voice", words.cardinal(number, KY)), tone(0.01))
    used = cache.path(engine, "voice", "нөл")
    assert cache.get(used)
    for number in range(120, 400):
        cache.put(cache.path(engine, "voice", words.cardinal(number, KY)), tone(0.01))
    assert len(list(tmp_path.glob("*.wav"))) <= 120 + 100
    assert not list(tmp_path.glob("*.part"))
