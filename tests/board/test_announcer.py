"""The hall hears every call once, in order and at once, by whatever can speak."""

import asyncio
import contextlib
import time as clock
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time
from pathlib import Path

import pytest

from board.voice import sentences, shelf
from board.voice.announcer import Announcer, gain
from board.voice.shelf import ROOM_EVERY, TICKETS_MAX, Shelf
from config.schema import Loudness, Voice
from core.views import BoardCall
from core.words import Language, Stage
from tests.board.office import call, picture
from tests.fakes.player import FakePlayer
from tests.voice.test_speech import Spoken
from voice import sound
from voice.engines import Engine, Espeak
from voice.player import NoSound, Player
from voice.speech import Cache, Speech

KY, RU, EN = Language
PATIENCE_S = 60


def steps(*steps: tuple[time, int]) -> tuple[Loudness, ...]:
    return tuple(Loudness(since, percent) for since, percent in steps)


class Hall:
    """An announcer with a player that can be listened to."""

    def __init__(self, folder: Path, engine: Engine, manner: Voice, now: datetime) -> None:
        self.player = FakePlayer(folder)
        self.speech = Speech([engine], Cache(folder / "cache"))
        self.announcer = Announcer(self.speech, manner, folder, player=Player(self.player.command), now=lambda: now)


@asynccontextmanager
async def hall(
    folder: Path,
    engine: Engine | None = None,
    manner: Voice = Voice((KY,)),  # noqa: B008 - frozen
    hour: int = 10,
) -> AsyncIterator[Hall]:
    place = Hall(folder, engine or Spoken(), manner, datetime(2026, 3, 2, hour).astimezone())
    running = asyncio.create_task(place.announcer.run(lambda: None))
    place.announcer.hear(picture())
    try:
        async with asyncio.timeout(PATIENCE_S):
            yield place
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def expected(place: Hall, *calls: BoardCall) -> list[bytes]:
    return [sound.write(await place.announcer.compose(one.code, one.desk)) for one in calls]


@pytest.mark.asyncio
async def test_calls_are_heard_in_order_and_none_interrupts_another(tmp_path: Path) -> None:
    first, second, third = call("А001", 1, 0), call("А002", 2, 1), call("А003", 3, 2)
    async with hall(tmp_path, Espeak()) as place:
        place.announcer.hear(picture(second, first))
        heard = [await place.player.begins()]
        place.announcer.hear(picture(third, second, first))
        await place.player.ends()
        heard += [await place.player.hears(), await place.player.hears()]
        assert heard == await expected(place, first, second, third)


@pytest.mark.asyncio
async def test_a_visitor_who_has_come_meanwhile_is_not_called_aloud(tmp_path: Path) -> None:
    first, third = call("А001", 1, 0), call("А003", 3, 2)
    async with hall(tmp_path, Espeak()) as place:
        place.announcer.hear(picture(third, call("А002", 2, 1), first))
        await place.player.begins()
        place.announcer.hear(picture(third, call("А002", 2, 1, state=Stage.SERVING), first))
        await place.player.ends()
        assert [await place.player.hears()] == await expected(place, third)


@pytest.mark.asyncio
async def test_a_recall_is_said_again_and_a_repeated_picture_is_not(tmp_path: Path) -> None:
    again, last = call("А001", 1, 1, calls=2), call("А009", 3, 5)
    async with hall(tmp_path, Espeak()) as place:
        place.announcer.hear(picture(call("А001", 1)))
        await place.player.hears()
        place.announcer.hear(picture(call("А001", 1)))
        place.announcer.hear(picture(again))
        heard = [await place.player.hears()]
        place.announcer.hear(picture(last, again))
        heard.append(await place.player.hears())
        assert heard == await expected(place, again, last)


@pytest.mark.asyncio
async def test_a_call_speaks_within_300_ms_once_its_sentences_are_known(tmp_path: Path) -> None:
    manner = Voice((KY, RU, EN))
    waiting = tuple(f"А{number:03d}" for number in range(1, 6))
    async with hall(tmp_path, Espeak(), manner) as place:
        place.announcer.hear(picture(waiting=waiting))
        texts = [(s, lang) for lang in manner.languages for s in [sentences.ticket(c, lang) for c in waiting]]
        texts += [(sentences.desk(desk, lang), lang) for lang in manner.languages for desk in (1, 2, 3)]
        await asyncio.gather(*(place.speech.say(*text) for text in texts))
        delays = []
        for number, code in enumerate(waiting):
            pressed = clock.perf_counter()
            place.announcer.hear(picture(call(code, 1 + number % 3, number), waiting=waiting))
            wav = await place.player.begins()
            delays.append(clock.perf_counter() - pressed)
            await place.player.ends()
            assert sound.seconds(sound.read(wav)) > 8
        assert min(delays) < 0.3, delays  # a machine busy with other things is late with some


@pytest.mark.asyncio
async def test_the_next_in_line_are_spoken_ahead_desks_first(tmp_path: Path) -> None:
    engine = Spoken()
    async with hall(tmp_path, engine) as place:
        place.announcer.hear(picture(waiting=("К001", "К002"), desks=(1, 2)))
        while len(engine.said) < 4:
            await engine.spoke.wait()
            engine.spoke.clear()
    assert engine.said[-2:] == [sentences.ticket("К001", KY), sentences.ticket("К002", KY)]
    assert engine.said[:2] == [sentences.desk(1, KY), sentences.desk(2, KY)]


@pytest.mark.asyncio
async def test_the_centre_chooses_the_languages_and_their_order(tmp_path: Path) -> None:
    async with hall(tmp_path, Espeak(), Voice((RU, KY))) as place:
        russian = await place.speech.say(sentences.ticket("А042", RU), RU)
        whole = await place.announcer.compose("А042", 3)
    assert russian
    after_chime = sound.seconds(sound.chime()) + 0.45
    start = round(after_chime * sound.RATE)
    assert whole[start : start + len(russian)] == russian


@pytest.mark.asyncio
async def test_it_is_said_twice_where_the_centre_wants_so(tmp_path: Path) -> None:
    async with hall(tmp_path, manner=Voice((KY,), times=2)) as twice:
        whole = await twice.announcer.compose("А042", 3)
    (tmp_path / "b").mkdir()
    async with hall(tmp_path / "b", manner=Voice((KY,))) as once:
        single = await once.announcer.compose("А042", 3)
    assert sound.seconds(whole) == pytest.approx(2 * sound.seconds(single) + 0.45, abs=0.01)


@pytest.mark.asyncio
async def test_without_any_voice_the_chime_alone_calls(tmp_path: Path) -> None:
    async with hall(tmp_path, Spoken(able=False)) as place:
        place.announcer.hear(picture(call("А001", 1)))
        wav = await place.player.hears()
    assert sound.read(wav) == sound.levelled(sound.chime())


@pytest.mark.asyncio
async def test_half_a_sentence_is_never_said(tmp_path: Path) -> None:
    """A ticket without a desk would send somebody nowhere."""

    class NoDesks(Spoken):
        async def speak(self, text: str, language: Language) -> sound.Samples:
            self.able = text.startswith("Талон")
            return await super().speak(text, language)

    async with hall(tmp_path, NoDesks()) as place:
        place.announcer.hear(picture(call("А001", 1)))
        assert sound.read(await place.player.hears()) == sound.levelled(sound.chime())


@pytest.mark.asyncio
async def test_lunch_time_is_softer(tmp_path: Path) -> None:
    manner = Voice((KY,), volume=steps((time(8), 80), (time(12), 40), (time(13), 80)))
    (tmp_path / "b").mkdir()
    loudness = []
    for folder, hour in ((tmp_path, 10), (tmp_path / "b", 12)):
        async with hall(folder, manner=manner, hour=hour) as place:
            place.announcer.hear(picture(call("А001", 1)))
            loudness.append(sound.rms(sound.read(await place.player.hears())))
    assert loudness[1] == pytest.approx(loudness[0] / 2, rel=0.01)


@pytest.mark.parametrize(("at", "loud"), [(time(7), 0.2), (time(8), 0.8), (time(12, 59), 0.4), (time(23), 0.2)])
def test_before_the_first_step_the_night_goes_on(at: time, loud: float) -> None:
    assert gain(Voice(volume=steps((time(12), 40), (time(8), 80), (time(18), 20))), at) == loud


@pytest.mark.asyncio
async def test_a_lost_sound_card_is_told_once_and_found_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with hall(tmp_path) as place:
        place.player.break_card()
        calls = [call(f"А{number:03d}", 1, number) for number in range(1, 5)]
        for one in calls[:3]:
            place.announcer.hear(picture(one))
            await place.player.failed()
        place.player.mend_card()
        place.announcer.hear(picture(calls[3]))
        wav = await place.player.hears()
        assert [wav] == await expected(place, calls[3])
        place.announcer.hear(picture(call("А009", 1, 9)))
        await place.player.hears()
    told = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert len(told) == 2 and "no sound card" in told[0] and "answers again" in told[1]


@pytest.mark.asyncio
async def test_a_call_that_the_disk_does_not_take_keeps_none_after_it_from_being_heard(tmp_path: Path) -> None:
    in_the_way = tmp_path / "announcement.wav"
    first, second = call("А001", 1, 0), call("А002", 2, 1)
    async with hall(tmp_path) as place:
        in_the_way.mkdir()
        await place.announcer._announce(first)
        in_the_way.rmdir()
        place.announcer.hear(picture(second))
        assert [await place.player.hears()] == await expected(place, second)


@pytest.mark.asyncio
async def test_a_machine_without_a_player_says_which_it_looked_for(tmp_path: Path) -> None:
    with pytest.raises(NoSound, match="nowhere"):
        await Player([str(tmp_path / "nowhere")]).play(tmp_path / "x.wav", 1)


class Watched(Shelf):
    """Tells when something has been laid on it."""

    def __init__(self, folder: Path) -> None:
        self.names: list[str] = []
        self.news, self._loop = asyncio.Event(), asyncio.get_running_loop()
        super().__init__(folder)

    def put(self, name: str, samples: sound.Samples) -> set[str]:
        try:
            gone = super().put(name, samples)
            self.names.append(name)
        finally:
            self._loop.call_soon_threadsafe(self.news.set)
        return gone

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is so after something was laid, or could not be."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                await self.news.wait()
                self.news.clear()
                if true():
                    return


@asynccontextmanager
async def laying(announcer: Announcer) -> AsyncIterator[None]:
    running = asyncio.create_task(announcer.run(lambda: None))
    try:
        yield
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


@pytest.mark.asyncio
async def test_the_shelf_holds_what_the_page_needs_before_it_is_called(tmp_path: Path) -> None:
    laid = tmp_path / "shelf"
    speech = Speech([Espeak()], Cache(tmp_path / "cache"))
    place = Watched(laid)
    announcer = Announcer(speech, Voice((KY, RU)), tmp_path, on_shelf=place)
    async with laying(announcer):
        announcer.hear(picture(call("А041", 2), waiting=("А042",), desks=(3,)))
        await place.until(lambda: len(place.names) == 6)
    assert sorted(place.names) == sorted(
        f"{to}/{name}.wav" for to in ("ky", "ru") for name in ("desk-3", "ticket-А041", "ticket-А042")
    )
    said = await speech.say(sentences.desk(3, KY), KY)
    assert said and (laid / "ky" / "desk-3.wav").read_bytes() == sound.write(said)


@pytest.mark.asyncio
async def test_what_could_not_be_laid_or_had_to_go_is_laid_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid = tmp_path / "shelf"
    place = Watched(laid)
    announcer = Announcer(Speech([Spoken()], Cache(tmp_path / "cache")), Voice((KY,)), tmp_path, on_shelf=place)
    waiting = ("А041", "А042", "А043")
    async with laying(announcer):
        (laid / "ky").rename(tmp_path / "away")
        announcer.hear(picture(waiting=waiting, desks=()))
        await place.until(lambda: not place.names)
        (tmp_path / "away").rename(laid / "ky")
        announcer.hear(picture(waiting=waiting, desks=()))
        await place.until(lambda: len(place.names) == 3)
        monkeypatch.setattr(shelf, "TICKETS_MAX", 1)
        monkeypatch.setattr(shelf, "ROOM_EVERY", 1)
        announcer.hear(picture(waiting=("А044",), desks=()))
        await place.until(lambda: len(place.names) == 4)
        [gone, _] = [code for code in waiting if not (laid / shelf.ticket(code, KY)).exists()]
        announcer.hear(picture(waiting=(gone,), desks=()))
        await place.until(lambda: place.names[4:] == [shelf.ticket(gone, KY)])


def test_the_shelf_does_not_grow_with_the_day(tmp_path: Path) -> None:
    laid, tone = Shelf(tmp_path), sound.chime()[:10]
    for number in range(TICKETS_MAX + 200):
        laid.put(shelf.ticket(f"А{number:03d}", KY), tone)
    files = sorted(file.name for file in (tmp_path / "ky").iterdir())
    assert len(files) <= TICKETS_MAX + ROOM_EVERY and files[-1] == "ticket-А699.wav"
