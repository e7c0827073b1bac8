"""`python -m tools.samples FOLDER`: draw the filled-in samples of a centre's forms (R021) from `pictures/samples.toml`.

One PNG a form, called after its service; A4 at 1000 x 1414 pixels, which the kiosk enlarges threefold. Every sheet says
in three languages that it is a sample.
"""

import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from config.load import load
from printer.fonts import find, folders

SIZE, MARGIN = (1000, 1414), 84
INK, PEN, QUIET, MARK = "black", "#1A2E8A", "#5A6478", "#E9E9E9"
COLOURS = 8
MARKS = ("ҮЛГҮ", "ОБРАЗЕЦ", "SAMPLE")
FOOT = "Үлгү: аты-жөндөр ойлоп табылган. Образец: имена вымышлены. Sample: the names are made up."
SIGNATURE = ((0, 26), (14, -2), (26, 32), (40, 6), (54, 30), (70, 10), (84, 28), (132, 14))


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(find(f"OpenSans-{name}.ttf", tuple(folders())), size)


class Sheet:
    """A page that is written from the top down."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", SIZE, "white")
        self.draw = ImageDraw.Draw(self.image)
        self.y = 92

    def mark(self) -> None:
        """Under everything, slanting."""
        layer = Image.new("RGB", (1300, 560), "white")
        drawn = ImageDraw.Draw(layer)
        for at, word in enumerate(MARKS):
            drawn.text((650, 90 + 180 * at), word, MARK, font("Bold", 150), anchor="mm")
        turned = layer.rotate(38, expand=True, fillcolor="white")
        self.image.paste(turned, ((SIZE[0] - turned.width) // 2, (SIZE[1] - turned.height) // 2))
        self.draw.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline=QUIET, width=2)

    def words(self, text: str, style: ImageFont.FreeTypeFont, letters: int, *, right: bool = False) -> None:
        for line in textwrap.wrap(text, letters):
            x = SIZE[0] - MARGIN if right else MARGIN
            self.draw.text((x, self.y), line, INK, style, anchor="ra" if right else "la")
            self.y += round(style.size * 1.4)

    def title(self, text: str) -> None:
        self.y += 36
        for line in textwrap.wrap(text.upper(), 36):
            self.draw.text((SIZE[0] / 2, self.y), line, INK, font("Bold", 36), anchor="ma")
            self.y += 50
        self.y += 26

    def field(self, label: str, small: str, written: str) -> None:
        """The label and its line, the same small in Russian below, and what somebody wrote."""
        style, pen = font("Semibold", 25), font("Italic", 29)
        start = MARGIN + self.draw.textlength(label + ": ", style) + 6
        self.draw.text((MARGIN, self.y), label + ":", INK, style)
        if start + self.draw.textlength(written, pen) > SIZE[0] - MARGIN:
            self.y += 42
            start = MARGIN
        self.draw.text((start + 8, self.y - 5), written, PEN, pen)
        self.draw.line((start, self.y + 37, SIZE[0] - MARGIN, self.y + 37), INK)
        self.draw.text((SIZE[0] - MARGIN, self.y + 41), small, QUIET, font("Semibold", 16), anchor="ra")
        self.y += 76

    def signed(self) -> None:
        self.y += 40
        style = font("Semibold", 25)
        self.draw.text((MARGIN, self.y), "Датасы:", INK, style)
        self.draw.text((MARGIN + 110, self.y - 5), "2026-жылдын 2-марты", PEN, font("Italic", 29))
        self.draw.text((600, self.y), "Колу:", INK, style)
        self.draw.line((680, self.y + 37, SIZE[0] - MARGIN, self.y + 37), INK)
        self.draw.line([(710 + x, self.y + y - 4) for x, y in SIGNATURE], PEN, 4, joint="curve")
        self.draw.text((SIZE[0] / 2, SIZE[1] - 76), FOOT, QUIET, font("Semibold", 17), anchor="mm")


def sample(form: dict[str, Any], papers: list[str]) -> Image.Image:
    """A filled-in form. `papers` are attached to it."""
    sheet = Sheet()
    sheet.mark()
    sheet.words(form["to"], font("Semibold", 26), 40, right=True)
    sheet.title(form["title"])
    for label, small, written in form["fields"]:
        sheet.field(label, small, written)
    sheet.y += 14
    sheet.words(form["asks"], font("Semibold", 26), 56)
    if papers:
        sheet.y += 26
        sheet.words("Тиркелет:", font("Semibold", 25), 56)
        for number, paper in enumerate(papers, 1):
            sheet.words(f"{number}. {paper}", font("Semibold", 25), 60)
    sheet.signed()
    assert sheet.y < SIZE[1] - 130, f"{form['service']}: the form does not fit its page"
    return sheet.image


def main(folder: Path) -> None:
    services = {service.id: service for service in load(folder).content.services}
    pictures = folder / "pictures"
    for form in tomllib.loads((pictures / "samples.toml").read_text("utf-8"))["form"]:
        documents = (document.name.ky for document in services[form["service"]].documents)
        papers = [name for name in documents if "арыз" not in name.lower()]
        drawn = sample(form, papers).quantize(COLOURS, dither=Image.Dither.NONE)
        drawn.save(pictures / f"{form['service']}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
