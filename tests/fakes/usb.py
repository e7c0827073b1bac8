"""A USB bus with one printer on it, as libusb shows it to pyusb; its bytes go to and from a printer on a socket.

The printer's two bulk endpoints keep time limits as libusb does: what went before the limit is told, else it is a
time-out (errno 110).
"""

import array
import socket
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

OUT, IN = 0x01, 0x82
NO_DEVICE, TIMEOUT = 19, 110


class FakeUsb(usb.backend.IBackend):  # type: ignore[misc]
    """`unplugged` makes every transfer fail from now on; `claimed` and `kernel_driver` tell who has the printer."""

    def __init__(self, printer: tuple[str, int], identity: str = "0416:5011", *, kernel_driver: bool = False) -> None:
        super().__init__()
        self._printer = printer
        self._vendor, self._product = (int(part, 16) for part in identity.split(":"))
        self._line: socket.socket | None = None
        self.kernel_driver = kernel_driver
        self.claimed = self.unplugged = False

    def enumerate_devices(self) -> Any:
        return iter(() if self.unplugged else ("printer",))

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:
        zero = "bLength bDescriptorType bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol bcdDevice iManufacturer"
        return SimpleNamespace(
            **dict.fromkeys([*zero.split(), "iProduct", "iSerialNumber"], 0),
            **{"bMaxPacketSize0": 64, "bNumConfigurations": 1, "idVendor": self._vendor, "idProduct": self._product},
            **{"address": 1, "bus": 1, "port_number": 1, "port_numbers": (1,), "speed": 2},
        )

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:
        names = "bLength bDescriptorType wTotalLength iConfiguration bmAttributes bMaxPower"
        more = {"bNumInterfaces": 1, "bConfigurationValue": 1, "extra_descriptors": []}
        return SimpleNamespace(**dict.fromkeys(names.split(), 0), **more)

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> SimpleNamespace:
        if (intf, alt) != (0, 0):
            raise IndexError
        names = "bLength bDescriptorType bInterfaceNumber bAlternateSetting bInterfaceSubClass iInterface"
        more = {"bInterfaceClass": 7, "bInterfaceProtocol": 2, "bNumEndpoints": 2, "extra_descriptors": []}
        return SimpleNamespace(**dict.fromkeys(names.split(), 0), **more)

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        names = "bLength bDescriptorType bInterval bRefresh bSynchAddress"
        more = {"bEndpointAddress": (OUT, IN)[ep], "bmAttributes": 2, "wMaxPacketSize": 64, "extra_descriptors": []}
        return SimpleNamespace(**dict.fromkeys(names.split(), 0), **more)

    def open_device(self, dev: object) -> str:
        return "handle"

    def close_device(self, dev_handle: object) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def get_configuration(self, dev_handle: object) -> int:
        return 1

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return self.kernel_driver

    def detach_kernel_driver(self, dev_handle: object, intf: int) -> None:
        self.kernel_driver = False

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        if self.kernel_driver:
            raise usb.core.USBError("Resource busy", None, 16)
        self._line = socket.create_connection(self._printer)
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
        self.claimed = True

    def release_interface(self, dev_handle: object, intf: int) -> None:
        self.claimed = False

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        line = self._plugged_in(timeout)
        assert ep == OUT
        try:
            return line.send(bytes(data))
        except TimeoutError:
            raise usb.core.USBTimeoutError("Operation timed out", None, TIMEOUT) from None

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: "array.array[int]", timeout: int) -> int:
        line = self._plugged_in(timeout)
        assert ep == IN
        try:
            data = line.recv(len(buff))
        except TimeoutError:
            raise usb.core.USBTimeoutError("Operation timed out", None, TIMEOUT) from None
        buff[: len(data)] = array.array("B", data)
        if not data:
            self.unplugged = True
            self._plugged_in(timeout)
        return len(data)

    def _plugged_in(self, timeout_ms: int) -> socket.socket:
        if self.unplugged or self._line is None:
            raise usb.core.USBError("No such device (it may have been disconnected)", None, NO_DEVICE)
        self._line.settimeout(timeout_ms / 1000)
        return self._line
