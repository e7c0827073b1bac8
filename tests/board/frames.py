"""Golden bytes for every sign, each with a twin people can read: `python -m tests.board.frames` writes both."""

from pathlib import Path

from board.signs.alpha import Alpha
from board.signs.candle import Candle
from board.signs.modbus import Modbus
from board.signs.sign import Row, Sign
from tests.fakes.sign import FakeAlpha, FakeCandle, FakeModbus, FakeSign

FOLDER = Path(__file__).parents[1] / "golden" / "signs"
THREE = [Row("А042", 3, blinks=True), Row("Н007", 12, blinks=False), Row("Ң999", 1, blinks=False)]

CASES: dict[str, tuple[Sign, FakeSign, list[Row]]] = {
    "candle-one-call": (Candle(), FakeCandle(), THREE[:1]),
    "candle-main-sign-of-three": (Candle(rows=3), FakeCandle(rows=3), THREE),
    "candle-over-desk-3": (Candle(address=0x30, places=4, desk=3), FakeCandle(address=0x30, places=4), THREE[:1]),
    "candle-clear": (Candle(rows=3), FakeCandle(rows=3), []),
    "modbus-one-call": (Modbus(), FakeModbus(), THREE[:1]),
    "modbus-wide-panels": (Modbus(rows=3, places=8), FakeModbus(rows=3, places=8), THREE),
    "modbus-over-desk-3": (Modbus(unit=7, places=4, desk=3), FakeModbus(unit=7, places=4), THREE[:1]),
    "modbus-clear": (Modbus(), FakeModbus(), []),
    "alpha-one-call": (Alpha(), FakeAlpha(), THREE[:1]),
    "alpha-pages-of-three": (Alpha(), FakeAlpha(), THREE),
    "alpha-two-lines": (Alpha(lines=2, width=120), FakeAlpha(), THREE),
    "alpha-over-desk-3": (Alpha(address=1, desk=3), FakeAlpha(), THREE[:1]),
    "alpha-clear": (Alpha(), FakeAlpha(), []),
}


def frames(name: str) -> list[bytes]:
    sign, _, rows = CASES[name]
    return sign.prepare() + sign.show(rows)


def twin(name: str) -> str:
    """Each frame in hexadecimal and as text, then what the device shows."""
    _, device, _ = CASES[name]
    device.power_cut()
    device.faults.clear()
    lines = [name]
    for frame in frames(name):
        device.feed(frame)
        for start in range(0, len(frame), 24):
            part = frame[start : start + 24]
            text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in part)
            lines.append(f"{'  ' if start else '> '}{part.hex(' '):<72}{text}")
    lines += ["shows:", *(f"  [{row}]" for row in device.shown), *(f"FAULT {fault}" for fault in device.faults)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (FOLDER / f"{case}.bin").write_bytes(b"".join(frames(case)))
        (FOLDER / f"{case}.txt").write_text(twin(case), encoding="utf-8")
        print(twin(case))
