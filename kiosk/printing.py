"""What a visit puts on paper: the ticket, lists of documents, and the test page of the service menu."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from config.schema import Content
from config.texts import speaker
from core.words import Language
from kiosk import faces
from kiosk.printers import Printers
from kiosk.ticket import Issued
from kiosk.visit import Paper
from printer import layout
from printer.faces import SelfTestFace
from printer.page import Page, Space

FEED_MM = 50


class Printing:
    """`hub` is the address in the QR code of the tickets. `failed`: the last ticket did not surely come out."""

    def __init__(self, printers: Printers, hub: str) -> None:
        self._printers, self._hub = printers, hub
        self.failed = False

    async def ticket(self, content: Content, issued: Issued, at: datetime, *, copy: bool) -> Paper:
        ticket = issued.ticket
        face = faces.ticket(content, issued, self._hub, at, copy=copy)
        page = layout.page(face, speaker("ticket", ticket.order.language.value))
        paper = await self._printers.print(f"{ticket.day}/{ticket.id}/{int(copy)}", page)
        self.failed = paper is not Paper.OUT
        return paper

    async def lists(self, content: Content, services: Sequence[str], language: Language, at: datetime) -> Paper:
        """One paper a service; the first that does not come out ends it."""
        for service in services:
            face = faces.documents(content, service, language, at)
            page = layout.page(face, speaker("ticket", language.value))
            paper = await self._printers.print(f"list/{secrets.token_hex(8)}", page)
            if paper is not Paper.OUT:
                return paper
        return Paper.OUT

    async def test(self, at: datetime, *, feed: bool) -> Paper:
        """On the first printer that can; the page says how it is connected."""
        face = SelfTestFace(self._printers.name, self._printers.width_dots, at, self._hub)
        page = Page("feed", (Space(FEED_MM),)) if feed else layout.page(face, speaker("ticket", Language.KY.value))
        return await self._printers.print(f"test/{secrets.token_hex(8)}", page)
