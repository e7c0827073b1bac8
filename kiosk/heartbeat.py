"""A sign of life for the service manager, which ends and starts anew a kiosk whose screen stands still.

The protocol is sd_notify(3) of systemd: one datagram to the socket named by $NOTIFY_SOCKET.
"""

import os
import socket
from contextlib import suppress

BEAT = b"READY=1\nWATCHDOG=1"
"""Ready with the first beat; to say so again changes nothing."""
BEAT_S = 0.5


def beat() -> None:
    """At most every BEAT_S from the loop that draws. Nobody need be listening, and it never waits."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line, suppress(OSError):
        line.sendto(BEAT, "\0" + address[1:] if address.startswith("@") else address)
