"""`python -m kiosk`: the touch screen. `python -m kiosk pair`: make this machine known to its hub, once."""

import asyncio
import logging
import os
import re
import signal
import sys
from pathlib import Path

import click

from kiosk.machine import Machine
from kiosk.pin import store
from link.hub_client import HubClient, Paired, Refused, Silent, hub_address
from printer.address import Address, BadUrl, parse

TOKEN_FILE = "token"
WINDOWED = (1180, 664)
"""A window that leaves room for the bars of a laptop's screen of 1366x768; landscape, where its letters are largest."""
SIZE = re.compile(r"^(\d{3,4})x(\d{3,4})$")
EXIT_FOR_GOOD = 64
"""Ended in the service menu: the service manager is told not to start it anew."""
PAIR = "python -m kiosk pair --hub URL --code CODE --data DIR"


class Size(click.ParamType[tuple[int, int]]):
    name = "WIDTHxHEIGHT"

    def convert(
        self, value: str | tuple[int, int], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        if (found := SIZE.match(value)) is None:
            self.fail(f"{value!r} is no size; write it like 1080x1920", param, ctx)
        return int(found[1]), int(found[2])


class PrinterUrl(click.ParamType[Address]):
    name = "URL"

    def convert(self, value: str | Address, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        if isinstance(value, Address):
            return value
        try:
            return parse(value)
        except BadUrl as error:
            self.fail(str(error), param, ctx)


class HubUrl(click.ParamType[str]):
    name = "URL"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return hub_address(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group(invoke_without_command=True)
@click.option("--hub", type=HubUrl(), help="Address of the hub, such as http://192.168.1.10:8080.")
@click.option("--token", default="", help="This kiosk's token; left out after `python -m kiosk pair`.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Folder for numbers and reports.")
@click.option(
    "--printer",
    "printers",
    type=PrinterUrl(),
    multiple=True,
    help="Address of the printer, such as tcp://192.168.1.50:9100; a second one prints when the first cannot.",
)
@click.option("--size", type=Size(), help="Size of the window in pixels; left out, it fills the screen.")
@click.option("--diagonal", type=click.FloatRange(5, 100), help="Real diagonal of the glass in inches.")
@click.option("--windowed", is_flag=True, help="In a window with a mouse pointer, for trying it on a desk.")
@click.pass_context
def main(  # noqa: PLR0917 - one parameter an option
    context: click.Context,
    hub: str | None,
    token: str,
    data: Path | None,
    printers: tuple[Address, ...],
    size: tuple[int, int] | None,
    diagonal: float | None,
    windowed: bool,
) -> None:
    """The touch screen of a citizens' service centre."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    if context.invoked_subcommand is not None:
        return
    for name, value in (("--hub", hub), ("--data", data), ("--printer", printers or None)):
        if value is None:
            raise click.UsageError(f"missing {name}; see python -m kiosk --help")
    if len(printers) > 2:
        raise click.UsageError("at most two printers")
    assert hub is not None and data is not None
    token = token or _stored_token(data)
    from kiosk.app_window import NoWindow, open_window  # noqa: PLC0415 - Kivy wants its settings before it is imported

    if windowed and size is None:
        size = WINDOWED
    try:
        window = open_window(size, windowed=windowed, home=data / "kivy")
    except (NoWindow, OSError) as error:
        raise click.ClickException(str(error)) from error
    small = min(window.width, window.height) <= 600 and not windowed
    try:
        asyncio.run(_run(hub, token, data, printers, diagonal or (10.1 if small else 24.0), closable=windowed))
    except KeyboardInterrupt:
        sys.exit(0)


async def _run(
    hub: str, token: str, data: Path, printers: tuple[Address, ...], diagonal_in: float, *, closable: bool
) -> None:
    """Until SIGTERM or the service menu. A vital part that fails ends the process; the service manager restarts it."""
    from kiosk.app import KioskApp  # noqa: PLC0415

    def ready() -> None:
        print(f"Kezek kiosk ready: {app.glass.width}x{app.glass.height}", flush=True)

    async with Machine(hub, token, data, printers) as machine:
        app = KioskApp(machine, diagonal_in, ready, closable=closable)
        for ending in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(ending, app.stop)
        machine.told = app.facts_changed
        left = asyncio.Event()

        def leave(again: bool) -> None:
            if not again:
                left.set()
            app.stop()

        machine.leave = leave
        work = asyncio.create_task(machine.run(), name="machine")
        screen = asyncio.create_task(app.async_run(async_lib="asyncio"), name="screen")
        done, _ = await asyncio.wait({work, screen}, return_when=asyncio.FIRST_COMPLETED)
        if work in done:
            app.stop()
            await asyncio.wait({screen}, timeout=5)
            work.result()
        screen.result()
        work.cancel()
        await asyncio.wait({work})
    if left.is_set():
        sys.exit(EXIT_FOR_GOOD)


def _stored_token(data: Path) -> str:
    try:
        return (data / TOKEN_FILE).read_text("utf-8").strip()
    except FileNotFoundError:
        message = f"this kiosk is not paired with a hub yet: give --token, or first run {PAIR}"
    except OSError as error:
        message = f"the token cannot be read: {error}"
    raise click.ClickException(message)


@main.command()
@click.option("--hub", type=HubUrl(), required=True)
@click.option("--code", required=True, help="The pairing code the hub shows; it is good for a short time.")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), required=True)
def pair(hub: str, code: str, data: Path) -> None:
    """Exchange a pairing code for this kiosk's token and keep it in the data folder."""
    match asyncio.run(_pair(hub, code)):
        case Paired(token):
            _store_token(data, token)
            click.echo("Paired. Start the kiosk with: python -m kiosk --hub URL --data DIR --printer URL")
        case Refused(status):
            raise click.ClickException(f"the hub does not accept this code ({status}); ask it for a new one")
        case silent:
            raise click.ClickException(f"the hub at {hub} does not answer: {silent.why}")


@main.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option(
    "--pin", prompt="PIN", hide_input=True, confirmation_prompt=True, help="4 to 8 digits; asked for when left out."
)
def pin(data: Path, pin: str) -> None:
    """Set the PIN of the service menu, which opens when a finger holds the upper left corner for five seconds."""
    try:
        store(data, pin)
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("The PIN is set. Hold the upper left corner of the first screen for five seconds.")


async def _pair(hub: str, code: str) -> Paired | Refused | Silent:
    async with HubClient(hub) as client:
        return await client.pair(code)


def _store_token(data: Path, token: str) -> None:
    """Readable by the kiosk's user alone."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(data / TOKEN_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token)
    except OSError as error:
        raise click.ClickException(f"the token cannot be kept: {error}") from error


if __name__ == "__main__":
    main()
