"""Back from our own bytes to the picture: what a printer would put on paper, for looking at and for checking."""

from PIL import Image, ImageChops

from printer.orders import BARRIER, CUT, RESET, WATCH


def decode(job: bytes, width_dots: int) -> Image.Image:
    """The picture in a raster job of `printer.encode`. Raises ValueError at the first byte that is not its own."""
    bands = []
    at = 0
    while at < len(job):
        silent = next((c for c in (RESET, CUT, WATCH, BARRIER) if job.startswith(c, at)), None)
        if silent is not None:
            at += len(silent)
        elif job.startswith(b"\x1dv0\x00", at):
            width, height = (int.from_bytes(job[at + n : at + n + 2], "little") for n in (4, 6))
            data = job[at + 8 : at + 8 + width * height]
            if len(data) < width * height:
                raise ValueError(f"the picture at byte {at} is cut off")
            bands.append(Image.frombytes("1", (width * 8, height), data))
            at += 8 + len(data)
        else:
            raise ValueError(f"byte {at} begins no command: {job[at : at + 4].hex(' ')}")
    paper = Image.new("1", (width_dots, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        paper.paste(band, (0, top))
        top += band.height
    return ImageChops.invert(paper)
