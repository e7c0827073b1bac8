"""Who speaks: a speech program outside, or clips somebody recorded. One way to ask them all.

A program is run as a process of its own and never linked, so its licence stays its own.
"""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from core.record import record
from core.words import Language
from voice import sound

SPEAK_S_MAX = 10.0
WORD_PAUSE_S = 0.06

FREE_VOICES = {
    Language.KY: ("nazgul", "azamat"),
    Language.RU: ("elena", "aleksandr", "anna", "irina"),
    Language.EN: ("slt", "bdl", "clb", "alan"),
}
"""RHVoice voices anyone may use for anything, best first. Others in the same packages forbid commercial use."""

RHVOICE_VOICES = Path("/usr/share/RHVoice/voices")


class CannotSpeak(Exception):
    """This engine has no voice, word or program for it, or the program failed."""


class Engine(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def rate(self) -> int:
        """How fast, in the engine's own measure."""
        ...

    def voice(self, language: Language) -> str | None:
        """The voice for a language; None when it has none, now."""
        ...

    async def speak(self, text: str, language: Language) -> sound.Samples:
        """Raises CannotSpeak."""
        ...


@record
class RHVoice:
    """`RHVoice-test` of Debian's package `rhvoice`; `rate` in percent of a normal pace."""

    program: str = "RHVoice-test"
    voices: Path = RHVOICE_VOICES
    wanted: Mapping[Language, str] | None = None
    rate: int = 90
    name: str = "rhvoice"

    def voice(self, language: Language) -> str | None:
        if shutil.which(self.program) is None:
            return None
        free = FREE_VOICES[language]
        wanted = (self.wanted or {}).get(language)
        candidates = (wanted, *free) if wanted in free else free
        return next((voice for voice in candidates if (self.voices / voice).is_dir()), None)

    async def speak(self, text: str, language: Language) -> sound.Samples:
        voice = self.voice(language)
        if voice is None:
            raise CannotSpeak(f"rhvoice has no free voice for {language}")
        return await _run([self.program, "-p", voice.capitalize(), "-r", str(self.rate), "-o"], text)


@record
class Espeak:
    """espeak-ng, understood by most and liked by none; `rate` in words a minute."""

    program: str = "espeak-ng"
    rate: int = 140
    name: str = "espeak-ng"

    def voice(self, language: Language) -> str | None:
        return language.value if shutil.which(self.program) else None

    async def speak(self, text: str, language: Language) -> sound.Samples:
        if self.voice(language) is None:
            raise CannotSpeak("espeak-ng is not installed")
        return await _run([self.program, "-v", language.value, "-s", str(self.rate), "--stdin", "-w"], text)


@record
class Clips:
    """Words somebody recorded: `<folder>/<language>/<word>.wav`, as `python -m board words` lists them."""

    folder: Path
    rate: int = 0
    name: str = "clips"

    def voice(self, language: Language) -> str | None:
        return language.value if (self.folder / language).is_dir() else None

    async def speak(self, text: str, language: Language) -> sound.Samples:
        return await asyncio.to_thread(self._speak, text, language)

    def _speak(self, text: str, language: Language) -> sound.Samples:
        clips = []
        for word in words_of(text):
            try:
                clip = sound.read((self.folder / language / f"{word}.wav").read_bytes())
            except (OSError, ValueError) as error:
                raise CannotSpeak(f"no clip for «{word}»: {error}") from error
            clips.append(sound.trimmed(clip))
        return sound.joined(clips, WORD_PAUSE_S)


def words_of(text: str) -> list[str]:
    """The words of a sentence as the names of clips: small letters, no punctuation."""
    return [word for raw in text.lower().replace("-", " ").split() if (word := raw.strip(".,!?«»"))]


def engines(clips: Path | None, wanted: Mapping[Language, str] | None = None) -> Sequence[Engine]:
    """Best first: people, RHVoice, espeak-ng. Raises ValueError for a voice that is not freely usable."""
    for language, voice in (wanted or {}).items():
        if voice not in FREE_VOICES[language]:
            raise ValueError(f"{voice} is not among the free voices: {', '.join(FREE_VOICES[language])}")
    return [*([Clips(clips)] if clips else []), RHVoice(wanted=wanted), Espeak()]


async def _run(command: Sequence[str], text: str) -> sound.Samples:
    """Give `text` to a program that writes a WAV file to its last argument."""
    with TemporaryDirectory(prefix="kezek-voice-") as folder:
        out = Path(folder) / "said.wav"
        process = await asyncio.create_subprocess_exec(
            *command,
            str(out),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(SPEAK_S_MAX):
                await process.communicate(f"{text}\n".encode())
        except TimeoutError as error:
            raise CannotSpeak(f"{command[0]} took more than {SPEAK_S_MAX:g} s") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            said = sound.read(out.read_bytes())
        except (OSError, ValueError) as error:
            raise CannotSpeak(f"{command[0]} ended with {process.returncode}: {error}") from error
    if not sound.trimmed(said):
        raise CannotSpeak(f"{command[0]} said nothing")
    return said
