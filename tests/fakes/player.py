"""A sound player for tests: a program that hands over what it is told to play, and plays until it is let go."""

import asyncio
import os
from pathlib import Path


class FakePlayer:
    """`command` is what to start instead of `aplay`; `broken` makes it fail as without a sound card."""

    def __init__(self, folder: Path) -> None:
        self._heard, self._go, self._broken = folder / "heard", folder / "go", folder / "broken"
        self._card_looks = folder / "looks"
        os.mkfifo(self._heard)
        os.mkfifo(self._go)
        program = folder / "player"
        program.write_text(
            "#!/bin/sh\n"
            f'if [ -e "{self._broken}" ]; then echo x >"{self._card_looks}"; echo no sound card >&2; exit 1; fi\n'
            f'cat "$1" >"{self._heard}"\n'
            f'cat "{self._go}" >/dev/null\n',
            encoding="utf-8",
        )
        program.chmod(0o755)
        os.mkfifo(self._card_looks)
        self.command = [str(program)]

    async def begins(self) -> bytes:
        """Wait for the next file; it is being played until `ends()`."""
        return await asyncio.to_thread(self._heard.read_bytes)

    async def ends(self) -> None:
        await asyncio.to_thread(self._go.write_bytes, b"")

    async def hears(self) -> bytes:
        """The next file, played to its end."""
        wav = await self.begins()
        await self.ends()
        return wav

    def break_card(self) -> None:
        self._broken.touch()

    async def failed(self) -> None:
        """Wait until the player was started without a card."""
        await asyncio.to_thread(self._card_looks.read_bytes)

    def mend_card(self) -> None:
        self._broken.unlink()
