"""`make run`, as somebody without a screen starts it and ends it."""

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@contextmanager
def demo(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Its output ends only when the last of its processes has ended."""
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    environment |= {"PYTHONPATH": str(ROOT), "PORT": "0", "DEMO_VISITORS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
    command = (sys.executable, "-m", "tools.run")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder, env=environment) as running:
        try:
            yield running
        finally:
            running.terminate()
            running.communicate(timeout=60)
            assert running.returncode == 0


def said_until(running: "subprocess.Popen[str]", word: str) -> str:
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if word in line:
            break
    return said


@pytest.mark.timeout(120)
def test_the_demo_says_where_everything_is_and_leaves_nothing_running(tmp_path: Path) -> None:
    with demo(tmp_path) as running:
        said = said_until(running, "Kezek kiosk ready: 1080x1920")
        assert "because this machine has no screen" in said
        assert "land as pictures in build/demo/tickets/" in said
        addresses = re.findall(r"http://\S+", said)
        assert len(addresses) == 6
        for address in addresses:
            with urllib.request.urlopen(address, timeout=60) as page:
                assert page.status == 200
        second = subprocess.run(
            (sys.executable, "-m", "tools.run"),
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (second.returncode, second.stdout) == (1, "")
        assert "already runs in this folder" in second.stderr
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(addresses[0], timeout=60)
