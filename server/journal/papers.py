"""The papers of an entry, as faces for the layout: roll and PDF say the same words (R075, R076, R083, R091, R096)."""

from config.schema import Content, Text
from config.summary import phone
from printer.faces import (
    Face,
    Handed,
    HandOverFace,
    ReceiptFace,
    ReceivedDocument,
    RefusalFace,
    StatementFace,
)
from server.journal.records import DocumentRecord, Entry, HandOver
from server.journal.rules import Rules
from server.journal.words import EntryKind, EntryState, No, NotDone, Place

KINDS = ("receipt", "refusal", "statement")


def face_of(kind: str, entry: Entry, rules: Rules, language: str) -> Face:
    """One of KINDS in one language. Raises NotDone for a paper this entry has not."""
    words = _Words(rules, language)
    if entry.state is EntryState.ANNULLED:
        raise NotDone(No.NO_PAPER)
    match kind:
        case "receipt" if entry.code and entry.due:
            return _receipt(entry, words)
        case "refusal" if entry.refusals:
            return _refusal(entry, words)
        case "statement" if entry.statement and entry.due:
            return StatementFace(
                kind="complaint" if entry.kind is EntryKind.COMPLAINT else "appeal",
                number=entry.number,
                text=entry.statement.text,
                registered_at=entry.at,
                due=entry.due,
                accepted_by=entry.official,
                centre=words.centre,
                phone=words.phone,
                addressee=entry.statement.addressee,
                about=entry.about or "",
            )
    raise NotDone(No.NO_PAPER)


def list_face(handover: HandOver, rules: Rules, language: str) -> HandOverFace:
    words = _Words(rules, language)
    return HandOverFace(
        number=handover.id,
        body=words.unit(handover.unit),
        handed_at=handover.at,
        entries=tuple(
            Handed(
                line.number,
                words.service(line.service),
                tuple(f"{paper.name} ({paper.count})" for paper in line.documents),
                line.due,
            )
            for line in handover.lines
        ),
        given_by=handover.given_by,
        taken_by=handover.taken_by,
        centre=words.centre,
    )


def _receipt(entry: Entry, words: "_Words") -> ReceiptFace:
    kept = [paper for paper in entry.documents if not paper.result and paper.moves[0].place is Place.CENTRE]
    places = dict.fromkeys(paper.kept for paper in kept if paper.kept)
    assert entry.due is not None and entry.code is not None
    return ReceiptFace(
        number=entry.number,
        service=words.service(entry.service),
        documents=tuple(ReceivedDocument(words.paper(paper, entry), paper.count) for paper in kept),
        accepted_at=entry.at,
        due=entry.due,
        kept_at=", ".join([words.short, *places]),
        accepted_by=entry.official,
        complaint=words.complaint(),
        centre=words.centre,
        phone=words.phone,
        code=entry.code,
    )


def _refusal(entry: Entry, words: "_Words") -> RefusalFace:
    last = entry.refusals[-1]
    reason = words.rules.reasons.get(last.reason)
    listed = (words.of(reason.text), words.of(reason.next)) if reason else ("", "")
    return RefusalFace(
        number=entry.number,
        service=words.service(entry.service),
        reasons=tuple(filter(None, (listed[0], last.text))),
        next_steps=tuple(filter(None, (listed[1], last.next))),
        refused_at=last.at,
        refused_by=words.unit(last.unit) if last.unit else last.by,
        complaint=words.complaint(),
        centre=words.centre,
        documents=tuple(words.of(needed.name) for needed in entry.checklist),
    )


class _Words:
    """The centre's content in one language."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.rules = rules
        self._content: Content = rules.content
        self._language = language
        self.centre = self.of(self._content.centre.name)
        self.phone = phone(self._content.centre.phone)
        own = next((unit for unit in self._content.units if unit.kind == "centre"), None)
        self.short = self.of(own.name) if own else self.centre

    def of(self, text: Text) -> str:
        return str(getattr(text, self._language))

    def service(self, known_as: str | None) -> str:
        """Its name; the id of one that is no longer in the catalogue, nothing where there was none."""
        service = self.rules.services.get(known_as or "")
        return self.of(service.name) if service else known_as or ""

    def unit(self, known_as: str) -> str:
        unit = next((unit for unit in self._content.units if unit.id == known_as), None)
        return self.of(unit.name) if unit else known_as

    def paper(self, paper: DocumentRecord, entry: Entry) -> str:
        """The name on the service's list in this language, unless somebody wrote another one."""
        listed = entry.checklist[paper.needed].name if paper.needed is not None else None
        return self.of(listed) if listed and paper.name in (listed.ky, listed.ru, listed.en) else paper.name

    def complaint(self) -> str:
        """R096: to the head of the municipality, where and by which telephone."""
        unit = next((unit for unit in self._content.units if unit.kind == "local"), None)
        if unit is None:
            return f"{self.of(self._content.centre.municipality)}, {self.phone}"
        head = unit.contacts[0]
        whole = phone(head.phone).replace(" ", "\u00a0")
        return f"{self.of(head.post)}: {self.of(unit.address)}, {whole}"
