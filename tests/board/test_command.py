"""What a technician types."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from board.__main__ import main
from board.signs.mount import mounted
from board.signs.pretend import drawing
from tests.board.office import call, picture
from voice import sound


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_the_signs_are_asked_for_the_letters_of_the_content() -> None:
    good = run("check", "--sign", "candle:/dev/x", "--sign", "alpha:/dev/y")
    assert (good.exit_code, good.output) == (0, "")
    bad = run("check", "--sign", "candle:/dev/x", "--letters", "АК", "--language", "ru")
    assert bad.exit_code == 1
    assert "/dev/x" in bad.output and "«К»" in bad.output and "А Б В Г Е" in bad.output


def test_faulty_content_is_told_instead_of_a_trace(tmp_path: Path) -> None:
    answer = run("check", "--sign", "candle:/dev/x", "--content", str(tmp_path))
    assert answer.exit_code == 1 and "centre.toml" in answer.output


def test_the_words_to_record_are_few_and_make_every_call() -> None:
    answer = run("words", "ky", "--letters", "АП", "--desks", "9")
    listed = answer.output.split()
    assert {"талон", "а", "пэ", "нөл", "үчүнчү", "тогузунчу", "терезеге", "келиңиз", "жүз", "миң"} <= set(listed)
    assert len(listed) == len(set(listed)) < 45


def test_a_call_can_be_listened_to_before_the_first_visitor_comes(tmp_path: Path) -> None:
    out = tmp_path / "call.wav"
    answer = run("say", "А042", "3", "--languages", "ky,en", "--out", str(out), "--data", str(tmp_path / "data"))
    assert answer.exit_code == 0 and str(out) in answer.output
    assert 5 < sound.seconds(sound.read(out.read_bytes())) < 12


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "--hub is needed"),
        (["--hub", "192.168.1.10:8080"], "write it like http://"),
        (["--hub", "http://127.0.0.1:1", "--pads", "ascii:/dev/x?1=1"], "--person"),
        (["--hub", "http://127.0.0.1:1", "--pads", "ascii:/dev/x"], "a desk of its own"),
        (["--hub", "http://127.0.0.1:1", "--sign", "neon:/dev/x"], "candle, alpha, modbus"),
        (["--hub", "http://127.0.0.1:1", "--sign", "candle:/dev/x", "--sign", "modbus:/dev/x"], "same baud"),
        (["say", "042", "3"], "as in А042"),
        (["say", "А042", "3", "--languages", "kg"], "ky, ru, en"),
        (["say", "А042", "3", "--voice-of", "ky=talgat"], "nazgul"),
        (["say", "А042", "3", "--voice-of", "kz=elena"], "--voice-of"),
        (["brightness", "modbus:/dev/x", "0"], "only Candle"),
    ],
)
def test_what_cannot_be_understood_says_what_may_stand_there(
    arguments: list[str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert why in " ".join(answer.output.replace("│", " ").split())


def test_a_display_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    answer = run("brightness", f"candle:{tmp_path}/usb-display", "2")
    assert answer.exit_code == 1 and "usb-display" in answer.output


def test_pretended_signs_are_drawn_large() -> None:
    signs = [mounted("alpha:main"), mounted("candle:over?desk=3&places=4")]
    drawn = drawing(signs, picture(call("Ң042", 3)))
    assert "main" in drawn and "over · 3" in drawn
    assert drawn.count("* ") == 2
    assert (Path(__file__).parents[1] / "golden" / "signs" / "pretended.txt").read_text(encoding="utf-8") == drawn
    assert "█" not in drawing(signs, None)
