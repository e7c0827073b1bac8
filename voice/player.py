"""The sound output of this machine, by whichever player is installed."""

import asyncio
import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

PLAYERS = (("aplay", "-q"), ("pw-play",), ("paplay",))
OVERTIME_S = 5.0


class NoSound(Exception):
    """There is no player, no sound card, or it failed."""


class Player:
    """Plays one file at a time; `command` replaces the players looked for, the file is its last argument."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._commands = [tuple(command)] if command else list(PLAYERS)

    def is_there(self) -> bool:
        return any(shutil.which(command[0]) for command in self._commands)

    async def play(self, wav: Path, length_s: float) -> None:
        """Returns when it has been heard. Raises NoSound, also when it takes much longer than `length_s`."""
        command = next((command for command in self._commands if shutil.which(command[0])), None)
        if command is None:
            raise NoSound(f"no player installed: {', '.join(command[0] for command in self._commands)}")
        process = await asyncio.create_subprocess_exec(
            *command, str(wav), stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            async with asyncio.timeout(length_s + OVERTIME_S):
                _, complaint = await process.communicate()
        except TimeoutError as error:
            raise NoSound(f"{command[0]} does not end") from error
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode:
            raise NoSound(f"{command[0]}: {complaint.decode(errors='replace').strip() or process.returncode}")
