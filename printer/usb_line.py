"""A USB printer through libusb, where the kernel's own printer driver gives it no device file."""

import asyncio
import errno
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import usb.core
import usb.util

from printer.wire import CHUNK, READ_MAX, Gone

PRINTER_CLASS = 7
SLICE_MS = 100
"""A transfer under way cannot be cancelled, so each is short and asked for again."""

T = TypeVar("T")


def printers_on_usb(backend: Any = None) -> list[str]:
    """`vendor:product` of every printer plugged in; none where libusb is missing or nobody may look."""
    try:
        devices = usb.core.find(find_all=True, backend=backend, custom_match=lambda one: _printing(one) is not None)
        return [f"{one.idVendor:04x}:{one.idProduct:04x}" for one in devices]
    except (usb.core.USBError, usb.core.NoBackendError):
        return []


def _printing(device: Any) -> Any:
    """Its interface of the printer class, or None."""
    for configuration in device:
        if (interface := usb.util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)) is not None:
            return interface
    return None


class UsbLine:
    """A wire over the two bulk endpoints of a printer `vendor:product[:serial number]` (USB printer class 1.1)."""

    def __init__(self, identity: str, backend: Any = None) -> None:
        self._identity, self._backend = identity, backend
        self._device: Any = None
        self._interface = 0
        self._out: Any = None
        self._in: Any = None

    async def open(self) -> None:
        try:
            await asyncio.to_thread(self._claim)
        except Gone:
            self.close(drop=True)
            raise
        except (usb.core.USBError, usb.core.NoBackendError, ValueError) as fault:
            self.close(drop=True)
            raise Gone(_advice(fault)) from fault

    async def write(self, data: bytes, sent: Callable[[int], None]) -> None:
        rest = memoryview(data)
        while rest:
            went: list[int] = []
            try:
                await _to_its_end(partial(self._send, bytes(rest[:CHUNK]), went))
            finally:
                sent(sum(went))
            rest = rest[sum(went) :]

    async def read(self) -> bytes:
        """A printer of the unidirectional kind is silent for ever."""
        while True:
            if self._in is None:
                await asyncio.Event().wait()
            if data := await _to_its_end(self._receive):
                return data

    def close(self, *, drop: bool) -> None:
        """Nothing waits in this process or in the system, so there is nothing to drop."""
        device, self._device = self._device, None
        if device is not None:
            usb.util.dispose_resources(device)

    def _claim(self) -> None:
        vendor, product, *serial = self._identity.split(":")
        found = usb.core.find(
            idVendor=int(vendor, 16),
            idProduct=int(product, 16),
            backend=self._backend,
            custom_match=lambda one: not serial or (one.serial_number or "").lower() == serial[0],
        )
        if found is None:
            raise Gone(f"no USB printer {self._identity} is plugged in")
        self._device = found
        if (interface := _printing(found)) is None:
            raise Gone(f"the USB device {self._identity} is no printer")
        if found.is_kernel_driver_active(interface.bInterfaceNumber):
            found.detach_kernel_driver(interface.bInterfaceNumber)
        usb.util.claim_interface(found, interface)
        ways = {usb.util.endpoint_direction(point.bEndpointAddress): point for point in interface}
        self._out, self._in = ways.get(usb.util.ENDPOINT_OUT), ways.get(usb.util.ENDPOINT_IN)

    def _send(self, part: bytes, went: list[int]) -> None:
        try:
            went.append(self._out.write(part, SLICE_MS))
        except usb.core.USBTimeoutError:
            pass
        except usb.core.USBError as fault:
            raise Gone(_advice(fault)) from fault

    def _receive(self) -> bytes:
        try:
            return bytes(self._in.read(READ_MAX, SLICE_MS))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as fault:
            raise Gone(_advice(fault)) from fault


async def _to_its_end(transfer: Callable[[], T]) -> T:
    """In a thread; whoever is cancelled waits for its end, so that none is under way when the line is closed."""
    running = asyncio.ensure_future(asyncio.to_thread(transfer))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise


def _advice(fault: Exception) -> str:
    if isinstance(fault, usb.core.NoBackendError):
        return "libusb is missing: install the Debian package libusb-1.0-0"
    if getattr(fault, "errno", None) == errno.EACCES:
        return f"this user may not use the USB printer ({fault}): see docs/printers.md"
    return str(fault)
