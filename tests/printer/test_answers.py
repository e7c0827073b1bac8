"""Every byte from a printer is taken for what it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.answers import Answer, Block, Changed, Ear, Flow, Noise, Passed, State, Status, learn


@pytest.mark.parametrize(
    ("data", "heard"),
    [
        (b"\x12", [Answer(0x12)]),
        (b"\x16", [Answer(0x16)]),
        (b"\x10\x00\x00\x00", [Changed(Status())]),
        (b"\x18\x00\x0f\x00", [Changed(Status(offline=True, paper_low=True, paper_out=True))]),
        (b"\x38\x00\x00\x00", [Changed(Status(offline=True, cover_open=True))]),
        (b"\x18\x08\x00\x00", [Changed(Status(offline=True, error=True))]),
        (b"\x00", [Passed(paper_low=False)]),
        (b"\x03", [Passed(paper_low=True)]),
        (b"\x01", [Noise(0x01)]),
        (b'7"0042\x00', [Block(b'7"0042')]),
        (b"_TM-T20\x00", [Block(b"_TM-T20")]),
        (b"\x11\x13", [Flow(go=True), Flow(go=False)]),
        (b"\xff\x90", [Noise(0xFF), Noise(0x90)]),
        (b"\x10\x00\x12\x0c\x00", [Answer(0x12), Changed(Status(paper_out=True))]),
        (b"\x10\x00\x13\x00\x00", [Flow(go=False), Changed(Status())]),
    ],
)
def test_known_answers(data: bytes, heard: list[object]) -> None:
    assert Ear().hear(data) == heard


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=5))
def test_it_does_not_matter_in_which_pieces_bytes_come(data: bytes, cuts: list[int]) -> None:
    ear, heard = Ear(), []
    bounds = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for start, end in pairwise(bounds):
        heard += ear.hear(data[start:end])
    assert heard == Ear().hear(data)


@given(st.binary(max_size=200))
def test_after_any_noise_an_answer_is_heard_again(noise: bytes) -> None:
    ear = Ear()
    ear.hear(noise)
    ear.hear(bytes(100))
    assert ear.hear(b"\x16") == [Answer(0x16)]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((0x12, 0x12, 0x12), State.READY),
        ((0x16, 0x12, 0x12), State.READY),
        ((0x12, 0x12, 0x1E), State.PAPER_LOW),
        ((0x1A, 0x32, 0x72), State.PAPER_OUT),
        ((0x1A, 0x16, 0x12), State.COVER_OPEN),
        ((0x1A, 0x16, 0x72), State.COVER_OPEN),
        ((0x1A, 0x52, 0x12), State.FAULT),
        ((0x1A, 0x12, 0x12), State.OFFLINE),
    ],
)
def test_three_questions_tell_how_the_printer_is(answers: tuple[int, int, int], state: State) -> None:
    status = Status()
    for question, answer in zip((1, 2, 4), answers, strict=True):
        status = learn(status, question, answer)
    assert status.state is state
