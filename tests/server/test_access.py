"""Who comes in, how long they stay, and how many guesses they have."""

import asyncio
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from config.schema import Person, Role
from link.tries import KEYS_MAX, Tries
from server.access import IDLE_S, Access, Device, TooManyTries
from server.access_book import PAIRING_S, AccessBook, WrongStorage, digest
from tests.server.hubs import access_file

AIGUL, CHOLPON = Person("aigul", "Айгүл", Role.OPERATOR), Person("cholpon", "Чолпон", Role.HEAD)


class Time:
    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@asynccontextmanager
async def door(folder: Path, time: Time | None = None) -> AsyncIterator[Access]:
    access = Access(AccessBook(access_file(folder), demo=True), [AIGUL, CHOLPON], time or Time())
    await access.open()
    yield access
    await access.close()


async def log_in(access: Access, pin: str = "1111", address: str = "10.0.0.5", person: str = "aigul") -> str:
    token = await access.log_in(person, pin, address)
    assert token is not None
    return token


@pytest.mark.asyncio
async def test_name_and_pin_open_a_session(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        assert access.person(await log_in(access)) == AIGUL
        assert access.person("made-up") is None


@pytest.mark.asyncio
@pytest.mark.parametrize(("person", "pin"), [("aigul", "1112"), ("aigul", ""), ("nobody", "1111"), ("bakyt", "2222")])
async def test_wrong_name_or_pin_opens_nothing(tmp_path: Path, person: str, pin: str) -> None:
    """bakyt has a PIN in the file but is no longer on the staff."""
    async with door(tmp_path) as access:
        assert await access.log_in(person, pin, "10.0.0.5") is None


@pytest.mark.asyncio
async def test_a_session_ends_by_itself_when_nobody_uses_it(tmp_path: Path) -> None:
    time = Time()
    async with door(tmp_path, time) as access:
        token = await log_in(access)
        for _ in range(3):
            time.seconds += IDLE_S - 1
            assert access.person(token) == AIGUL
        time.seconds += IDLE_S - 1
        assert access.still(token)
        time.seconds += 2
        assert not access.still(token)
        assert access.person(token) is None


@pytest.mark.asyncio
async def test_looking_at_pictures_does_not_keep_a_session_alive(tmp_path: Path) -> None:
    time = Time()
    async with door(tmp_path, time) as access:
        token = await log_in(access)
        for _ in range(10):
            time.seconds += IDLE_S / 5
            access.still(token)
        assert access.person(token) is None


@pytest.mark.asyncio
async def test_logging_out_ends_only_this_session(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        one, other = await log_in(access), await log_in(access)
        await access.log_out(one)
        assert (access.person(one), access.person(other)) == (None, AIGUL)


@pytest.mark.asyncio
async def test_sessions_and_devices_survive_a_restart(tmp_path: Path) -> None:
    time = Time()
    async with door(tmp_path, time) as access:
        token = await log_in(access)
        time.seconds += 1000
        access.person(token)
    time.seconds += IDLE_S - 10
    async with door(tmp_path, time) as access:
        assert access.person(token) == AIGUL
        assert access.device("demo-kiosk") == Device("K")


@pytest.mark.asyncio
async def test_an_ended_session_is_forgotten_on_disk_too(tmp_path: Path) -> None:
    time = Time()
    async with door(tmp_path, time) as access:
        token = await log_in(access)
        await access.tend()
        time.seconds += IDLE_S + 1
        await access.tend()
        assert access.person(token) is None
    book = AccessBook(access_file(tmp_path), demo=True)
    assert book.sessions() == {}
    book.close()


@pytest.mark.asyncio
async def test_a_new_pin_set_beside_the_running_hub_ends_the_sessions(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        token = await log_in(access)
        beside = AccessBook(access_file(tmp_path), demo=True)
        beside.set_pin("aigul", "986532")
        beside.close()
        await access.tend()
        assert access.person(token) is None
        assert await access.log_in("aigul", "1111", "10.0.0.5") is None
        assert access.person(await log_in(access, "986532")) == AIGUL


def test_only_hashes_are_kept_and_only_the_hub_can_read_them(tmp_path: Path) -> None:
    path = access_file(tmp_path)
    book = AccessBook(path, demo=True)
    token = book.open_session("aigul")
    code = book.pairing_code("K")
    book.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in ("1111", "demo-kiosk", token, code, code.replace("-", "")):
        assert secret.encode() not in kept.replace(b"$argon2id$v=19$m=7168", b"")
    assert digest(token).encode() in kept
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_demo_and_a_real_centre_never_share_a_file(tmp_path: Path) -> None:
    AccessBook(tmp_path / "access.sqlite", demo=False).close()
    with pytest.raises(WrongStorage):
        AccessBook(tmp_path / "access.sqlite", demo=True)
    AccessBook(tmp_path / "demo.sqlite", demo=True).close()
    with pytest.raises(WrongStorage):
        AccessBook(tmp_path / "demo.sqlite", demo=False)


@pytest.mark.asyncio
async def test_five_wrong_pins_and_then_a_wait_that_ends_by_itself(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        for _ in range(5):
            assert await access.log_in("aigul", "0000", "10.0.0.9") is None
        with pytest.raises(TooManyTries) as wait:
            await access.log_in("aigul", "1111", "10.0.0.9")
        assert 0 < wait.value.seconds <= 15
        assert access.person(await log_in(access, address="10.0.0.5")) == AIGUL
        assert await access.log_in("cholpon", "3333", "10.0.0.9")


@pytest.mark.asyncio
async def test_guesses_sent_at_once_are_counted_one_by_one(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        guesses = (access.log_in("aigul", f"{pin:04d}", "10.0.0.9") for pin in range(20))
        answers = await asyncio.gather(*guesses, return_exceptions=True)
        assert [answer for answer in answers if answer is None] == [None] * 5
        assert sum(isinstance(answer, TooManyTries) for answer in answers) == 15


@pytest.mark.asyncio
async def test_guesses_from_elsewhere_never_hold_up_whoever_has_logged_in_here(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        await log_in(access, address="10.0.0.5")
        with pytest.raises(TooManyTries):
            for number in range(100):
                await access.log_in("aigul", "0000", f"10.1.0.{number}")
        assert access.person(await log_in(access, address="10.0.0.5")) == AIGUL


@pytest.mark.asyncio
async def test_one_address_cannot_try_everybody(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        with pytest.raises(TooManyTries):
            for number in range(60):
                await access.log_in(f"person-{number}", "0000", "10.0.0.9")


def test_the_wait_doubles_up_to_its_longest_and_no_try_prolongs_it() -> None:
    time = Time()
    tries = Tries(free=2, longest_s=100, now=time)
    waits = []
    for _ in range(6):
        tries.count("key")
        wait = tries.wait_s("key")
        waits.append(wait)
        time.seconds += wait
        assert tries.wait_s("key") == 0
    assert waits == [0, 15, 30, 60, 100, 100]


def test_wrong_tries_are_forgotten_after_an_hour() -> None:
    time = Time()
    tries = Tries(free=2, longest_s=100, now=time)
    for _ in range(4):
        tries.count("key")
    time.seconds += 3601
    tries.count("key")
    assert tries.wait_s("key") == 0


def test_what_is_remembered_of_guessers_has_an_end() -> None:
    tries = Tries(free=1, longest_s=100)
    for number in range(KEYS_MAX + 10):
        tries.count(number)
    assert tries.wait_s(9) == 0
    assert tries.wait_s(10) > 0


@pytest.mark.asyncio
async def test_a_code_pairs_one_kiosk_once(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        code = AccessBook(access_file(tmp_path), demo=True).pairing_code("K")
        paired = await access.pair(f" {code.lower()} ", "10.0.0.7")
        assert paired is not None
        kiosk, token = paired
        assert (kiosk, access.device(token)) == ("K", Device("K"))
        assert access.device("demo-kiosk") is None, "the token before is shut out"
        assert await access.pair(code, "10.0.0.7") is None


@pytest.mark.asyncio
async def test_a_code_is_good_for_a_quarter_of_an_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with door(tmp_path) as access:
        monkeypatch.setattr("server.access_book.PAIRING_S", -1)
        stale = AccessBook(access_file(tmp_path), demo=True).pairing_code("K")
        assert await access.pair(stale, "10.0.0.7") is None
    assert PAIRING_S == 900


@pytest.mark.asyncio
async def test_codes_cannot_be_guessed_without_end(tmp_path: Path) -> None:
    async with door(tmp_path) as access:
        with pytest.raises(TooManyTries):
            for number in range(60):
                await access.pair(f"AAAA-{number:04d}", "10.0.0.9")


@pytest.mark.asyncio
async def test_the_head_lifts_a_wait_and_a_new_pin_does_so_too(tmp_path: Path) -> None:
    async with door(tmp_path) as access:

        async def guess_until_held_up() -> None:
            for _ in range(5):
                assert await access.log_in("aigul", "0000", "10.0.0.5") is None
            with pytest.raises(TooManyTries):
                await access.log_in("aigul", "1111", "10.0.0.5")

        await guess_until_held_up()
        assert set(access.held_up()) == {"aigul"} and access.held_up()["aigul"] > 0
        access.lift("cholpon")
        assert set(access.held_up()) == {"aigul"}
        access.lift("aigul")
        assert access.held_up() == {}
        token = await access.log_in("aigul", "1111", "10.0.0.5")
        assert token and access.person(token)
        await guess_until_held_up()
        await access.set_pin("aigul", "986532")
        assert access.held_up() == {} and access.person(token) is None
        assert await access.log_in("aigul", "986532", "10.0.0.5")
