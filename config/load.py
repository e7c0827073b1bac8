"""From a folder of files to `Settings`, or all faults at once."""

import re
from dataclasses import replace
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from config.checks import Draft, check
from config.faults import Fault, Faulty, nearest
from config.files import Found, Reader
from config.schema import (
    ID_PATTERN,
    Bank,
    Board,
    Category,
    Centre,
    Content,
    CouncilGuard,
    Desk,
    Hub,
    JournalTerms,
    Kiosk,
    NeedKind,
    Page,
    Payment,
    Person,
    Printer,
    Question,
    RefusalReason,
    Schedule,
    Service,
    Settings,
    Signs,
    Slide,
    Unit,
    Village,
    Voice,
)

T = TypeVar("T")

STARTER = Path(__file__).parent / "starter"

FILES = {
    "centre.toml": ("centre", "schedule", "desks", "printers", "kiosks", "guard", "hub"),
    "people.toml": ("people",),
    "villages.toml": ("villages",),
    "units.toml": ("units",),
    "money.toml": ("banks", "payments"),
    "faq.toml": ("faq",),
    "pages.toml": ("pages",),
    "board.toml": ("boards", "voice", "slides", "signs"),
    "journal.toml": ("journal", "refusal_reasons", "need_kinds"),
}
"""The files of a centre and their tables; beside them `services/<id>.toml`, one file a service, and `pictures/`."""


def load(folder: Path) -> Settings:
    """What a centre starts from. Raises Faulty with every fault of every file.

    Services come in the order of the catalogue, "all" of a desk written out.
    """
    if not folder.is_dir():
        raise Faulty([Fault(str(folder), "", "no_folder")])
    reader = Reader(folder)
    draft = _read(reader)
    faults = [*reader.faults, *check(draft, folder)]
    if faults or not (draft.centre and draft.schedule):
        places = [*FILES, *sorted({fault.file for fault in faults} - FILES.keys())]
        raise Faulty(sorted(faults, key=lambda fault: places.index(fault.file)))
    services = sorted(_values(draft.services), key=_place_in_catalogue)
    content = Content(
        version=version(folder),
        centre=draft.centre.value,
        schedule=draft.schedule.value,
        services=tuple(services),
        villages=_values(draft.villages),
        desks=tuple(_written_out(desk, services) for desk in _values(draft.desks)),
        kiosks=_values(draft.kiosks),
        units=_values(draft.units),
        banks=_values(draft.banks),
        payments=_values(draft.payments),
        faq=_values(draft.faq),
        pages=_values(draft.pages),
        guard=draft.guard.value if draft.guard else None,
        boards=_values(draft.boards),
        voice=draft.voice.value if draft.voice else Voice(),
        slides=_values(draft.slides),
        journal=draft.journal.value if draft.journal else JournalTerms(),
        refusal_reasons=_values(draft.refusal_reasons),
        need_kinds=_values(draft.need_kinds),
    )
    hub = draft.hub.value if draft.hub else Hub()
    return Settings(content, _values(draft.people), hub, folder / "pictures", _values(draft.printers))


def version(folder: Path) -> str:
    """12 hexadecimal digits that change with any file of the folder."""
    digest = sha256()
    for file in sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _read(reader: Reader) -> Draft:
    tables = {name: reader.table(name, keys) for name, keys in FILES.items()}
    for file in sorted(reader.folder.glob("*.toml")):
        if file.name not in FILES:
            reader.faults.append(Fault(file.name, "", "unknown_file", nearest(file.name, FILES)))
    centre, journal = tables["centre.toml"], tables["journal.toml"]

    def many(name: str, key: str, kind: type[T]) -> list[Found[T]]:
        return reader.many(name, tables[name], key, kind)

    def perhaps(name: str, key: str, kind: type[T]) -> Found[T] | None:
        table = tables[name]
        return reader.one(name, table, key, kind) if table and key in table else None

    ids, services = _services(reader)
    return Draft(
        centre=reader.one("centre.toml", centre, "centre", Centre),
        schedule=reader.one("centre.toml", centre, "schedule", Schedule),
        desks=many("centre.toml", "desks", Desk),
        printers=many("centre.toml", "printers", Printer),
        kiosks=many("centre.toml", "kiosks", Kiosk),
        guard=perhaps("centre.toml", "guard", CouncilGuard),
        hub=perhaps("centre.toml", "hub", Hub),
        boards=many("board.toml", "boards", Board),
        slides=many("board.toml", "slides", Slide),
        voice=perhaps("board.toml", "voice", Voice),
        signs=perhaps("board.toml", "signs", Signs),
        people=many("people.toml", "people", Person),
        villages=many("villages.toml", "villages", Village),
        units=many("units.toml", "units", Unit),
        banks=many("money.toml", "banks", Bank),
        payments=many("money.toml", "payments", Payment),
        faq=many("faq.toml", "faq", Question),
        pages=many("pages.toml", "pages", Page),
        journal=reader.one("journal.toml", journal, "journal", JournalTerms),
        refusal_reasons=many("journal.toml", "refusal_reasons", RefusalReason),
        need_kinds=many("journal.toml", "need_kinds", NeedKind),
        services=services,
        service_ids=ids,
        unit_ids=_ids(tables["units.toml"], "units"),
        whole=frozenset(reader.whole),
    )


def _services(reader: Reader) -> tuple[frozenset[str], list[Found[Service]]]:
    """The id of a service is the name of its file."""
    files = sorted((reader.folder / "services").glob("*.toml"))
    if not files:
        reader.faults.append(Fault("services", "", "no_services"))
    services = []
    for file in files:
        name = f"services/{file.name}"
        table = reader.table(name)
        if table is None:
            continue
        if "id" in table:
            reader.faults.append(Fault(name, "id", "id_is_file_name"))
        if not re.match(ID_PATTERN, file.stem):
            reader.faults.append(Fault(name, "", "file_name"))
        table["id"] = file.stem if re.match(ID_PATTERN, file.stem) else "unnamed"
        service = reader.one(name, table, "", Service)
        services.extend([service] if service else [])
    return frozenset(file.stem for file in files), services


def _ids(table: dict[str, Any] | None, key: str) -> frozenset[str]:
    items = (table or {}).get(key, [])
    found = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return frozenset(str(item) for item in found if item)


def _values(found: list[Found[T]]) -> tuple[T, ...]:
    return tuple(item.value for item in found)


def _place_in_catalogue(service: Service) -> tuple[int, int, str]:
    return list(Category).index(service.category), service.order, service.id


def _written_out(desk: Desk, services: list[Service]) -> Desk:
    return replace(desk, services=tuple(map(attrgetter("id"), services))) if "all" in desk.services else desk
