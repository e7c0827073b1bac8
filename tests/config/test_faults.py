"""Whoever keeps a centre's files learns of every fault at once: where it is and what to write."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from config import Faulty, load
from config.faults import Fault
from config.texts import LANGUAGES, catalogue
from tests.config.folders import damaged, small_centre, spoil

SERVICE = "services/residence.toml"

SCHEDULE = """[schedule]
lunch_from = "12:30"
lunch_until = "13:30"
closed = [2026-12-31]
hours = [
  { day = "mon", opens = "09:00", closes = "18:00" },
  { day = "thu", opens = "09:00", closes = "18:00" },
]
"""

DOCUMENTS = """[fee]
som = 0

[[documents]]
name.ky = "Паспорт"
name.ru = "Паспорт"
name.en = "Passport"
form = "both"
"""


NEED_KINDS = """[[need_kinds]]
id = "roads"
name.ky = "Жол жана көпүрө"
name.ru = "Дороги и мосты"
name.en = "Roads and bridges"
"""


PRINTER = """
[[printers]]
desks = [2]
address = "usb:04b8:0e28?paper=58"
"""

GUEST = """
[[people]]
id = "dinara"
name = "Динара Жумабаева"
role = "representative"
"""


@dataclass(frozen=True)
class Case:
    """Replace `old` by `new` in `file`: the fault `code` stands at `key`, and the words name `says`."""

    code: str
    file: str
    old: str
    new: str
    key: str
    says: str = ""


CASES = [
    Case("not_toml", "money.toml", "[[payments]]", "[[payments]", "", "11"),
    Case("unknown_key", "people.toml", "[[people]]", "[[peeple]]", "peeple", "people"),
    Case("unknown_key", SERVICE, "minutes =", "minuts =", "minuts", "minutes"),
    Case("unknown_key", SERVICE, "som = 0", "sum = 0", "fee.sum", "som"),
    Case("unknown_key", "units.toml", "post.ru", "post.rus", "units[1].contacts[1].post.rus", "ru"),
    Case("misplaced_key", SERVICE, "", 'sample = "form.png"', "legal[1].sample"),
    Case("unknown_key", "centre.toml", "[schedule]", "[shedule]", "shedule", "schedule"),
    Case("table_missing", "centre.toml", SCHEDULE, "", "schedule", "[schedule]"),
    Case("tables_missing", "centre.toml", '[[kiosks]]\nid = "K"\nletter = "А"', "", "kiosks", "[[kiosks]]"),
    Case("want_tables", "people.toml", "[[people]]", "[people]", "people", "[[people]]"),
    Case("missing", SERVICE, "som = 0", "", "fee.som", "som = 100"),
    Case("missing", "villages.toml", 'name.en = "Biyik-Kyr"', "", "villages[2].name.en", "en ="),
    Case("missing", "centre.toml", 'decision = "№ 12"', "", "guard.decision", 'decision = "№ 12"'),
    Case("empty", SERVICE, 'name.ru = "Паспорт"', 'name.ru = " "', "documents[1].name.ru", "ru ="),
    Case("list_empty", "centre.toml", SCHEDULE, "[schedule]\nhours = []", "schedule.hours", "mon"),
    Case("want_text", SERVICE, 'register = "№ 1.2"', "register = 12", "register", "register ="),
    Case("want_number", SERVICE, "som = 0", 'som = "0"', "fee.som", "som = 100"),
    Case("want_number", SERVICE, "minutes = 6", "minutes = true", "minutes", "minutes = 10"),
    Case("want_yes_or_no", "villages.toml", "out_of_turn = true", 'out_of_turn = "ооба"', "villages[2].out_of_turn"),
    Case("want_list", "centre.toml", 'services = ["all"]', 'services = "all"', "desks[2].services", "services = ["),
    Case("want_table", SERVICE, "term = {", 'term = "3"#', "term", "term = { amount = 3"),
    Case("want_date", SERVICE, "checked = 2026-11-02", 'checked = "02.11.2026"', "checked", "2026-11-02"),
    Case("want_time", "centre.toml", '"12:30"', '"12.30"', "schedule.lunch_from", '"12:30"'),
    Case("want_time", "centre.toml", 'opens = "09:00"', "opens = 9", "schedule.hours[1].opens", '"09:00"'),
    Case("choice", SERVICE, 'category = "municipal"', 'category = "council"', "category", "additional"),
    Case("choice", "centre.toml", 'day = "thu"', 'day = "Thursday"', "schedule.hours[2].day", "thu"),
    Case("too_small", SERVICE, "minutes = 6", "minutes = 0", "minutes", "1"),
    Case("too_large", SERVICE, "amount = 1", "amount = 700", "term.amount", "365"),
    Case("pattern_id", "people.toml", '"aigul"', '"Айгүл"', "people[1].id"),
    Case("pattern_phone", SERVICE, "+996399900200", "0399 900200", "phone", "+996"),
    Case("pattern_letter", "centre.toml", 'letter = "А"', 'letter = "A"', "kiosks[1].letter"),
    Case("pattern_email", "units.toml", "social@", "social ", "units[1].contacts[1].email", "@"),
    Case("pattern_picture", SERVICE, "# sample", 'sample = "../form.png"\n#', "sample", ".png"),
    Case("pattern_kiosk_id", "centre.toml", 'id = "K"', 'id = "киоск"', "kiosks[1].id", '"K"'),
    Case("pattern_village_code", "villages.toml", "distance_km = 7", 'code = "4170"', "villages[1].code", "417"),
    Case("pattern_payment_account", "money.toml", "1290000000000001", "12900", "payments[1].account", "16"),
    Case("pattern_payment_bik", "money.toml", '"129001"', '"1290"', "payments[1].bik", "6"),
    Case("pattern_payment_code", "money.toml", '"14000001"', '"14"', "payments[1].code", "8"),
    Case("pattern_hub_base_url", "centre.toml", "http://192", "192", "hub.base_url", "http://"),
    Case("pattern_hub_journal", "centre.toml", "[hub]", '[hub]\njournal = "mysql://x"', "hub.journal", "postgresql://"),
    Case("pattern_hub_key_file", "centre.toml", "[hub]", '[hub]\nkey_file = "keys"', "hub.key_file", "/etc"),
    Case("pattern_hub_backup", "centre.toml", "[hub]", '[hub]\nbackup = "usb"', "hub.backup", "/var"),
    Case("mixed_letters", "faq.toml", "Справка", "Cправка", "faq[1].question.ru", "Cправка"),
    Case("mixed_letters", SERVICE, "Жашаган жери ", "Жашагaн жери ", "everyday.ky", "Жашагaн"),
    Case("id_is_file_name", SERVICE, "minutes =", 'id = "residence"\nminutes =', "id"),
    Case("twice", "centre.toml", "id = 2", "id = 1", "desks[2].id", "desks[1]"),
    Case("twice", "villages.toml", '"biyik-kyr"', '"ming-terek"', "villages[2].id", "villages[1]"),
    Case("unknown_service", "faq.toml", '["residence"]', '["residense"]', "faq[1].services[1]", "residence"),
    Case("unknown_service", "centre.toml", '["residence"]', '["birth"]', "desks[1].services[1]", "residence"),
    Case("unknown_unit", SERVICE, '"aiyl-okmotu"', '"aiyl-okmoty"', "unit", "aiyl-okmotu"),
    Case("unknown_unit", SERVICE, '"aiyl-okmotu"', '"x"', "unit", "aiyl-okmotu"),
    Case("letter_taken", "centre.toml", "[guard]", '[[kiosks]]\nid = "L"\nletter = "А"\n[guard]', "kiosks[2].letter"),
    Case("letter_like_digit", "centre.toml", 'letter = "А"', 'letter = "З"', "kiosks[1].letter", "З"),
    Case("no_status_no_right", "villages.toml", "distance_km = 7", 'status = "none"', "villages[1].out_of_turn"),
    Case("basis_missing", "villages.toml", "distance_km = 7", "out_of_turn = true", "villages[1].basis", "basis.ky"),
    Case("decision_missing", SERVICE, '"municipal"', '"additional"', "decision", "decision.ky"),
    Case("documents_missing", SERVICE, DOCUMENTS, "documents = []\nfee.som = 0", "documents", "[[documents]]"),
    Case("no_picture", SERVICE, "# sample", "sample", "sample", "pictures/residence.png"),
    Case("closes_before_opens", "centre.toml", 'closes = "18:00"', 'closes = "08:00"', "schedule.hours[1].closes"),
    Case(
        "closes_before_opens",
        "units.toml",
        'closes = "18:00"',
        'closes = "09:00"',
        "units[1].schedule.hours[1].closes",
    ),
    Case("lunch_half", "centre.toml", 'lunch_until = "13:30"', "", "schedule.lunch_until", "lunch_from"),
    Case("lunch_backwards", "centre.toml", '"13:30"', '"12:00"', "schedule.lunch_until"),
    Case("lunch_not_inside", "centre.toml", 'closes = "18:00"', 'closes = "13:00"', "schedule.lunch_from", "mon"),
    Case("day_twice", "centre.toml", 'day = "thu"', 'day = "mon"', "schedule.hours[2].day", "mon"),
    Case("weekday_closed", SERVICE, 'weekdays = ["mon"]', 'weekdays = ["fri"]', "weekdays[1]", "mon, thu"),
    Case("no_such_timezone", "centre.toml", "Asia/Bishkek", "Asia/Frunze", "centre.timezone", "Asia/Bishkek"),
    Case("guard_without_limit", "centre.toml", "after_calls = 3", "", "guard", "after_calls = 3"),
    Case("board_too_small", "board.toml", "distance_m = 4", "distance_m = 7", "boards[1].diagonal_inch", "84"),
    Case("unknown_desk", "board.toml", "desks = [1]", "desks = [7]", "boards[2].desks[1]", "1, 2"),
    Case("unknown_desk", "centre.toml", "desks = [1]", "desks = [7]", "printers[1].desks[1]", "1, 2"),
    Case("bad_printer", "centre.toml", '"usb:04b8:0e28"', '"file:/papers"', "printers[1].address", "tcp://"),
    Case(
        "printer_twice", "centre.toml", "desks = [1]", "desks = [1, 1]", "printers[1].desks[2]", "printers[1].desks[1]"
    ),
    Case("printer_twice", "centre.toml", "", PRINTER, "printers[2].address", "printers[1].address"),
    Case("twice", "board.toml", '"corridor"', '"hall"', "boards[2].id", "boards[1]"),
    Case("pattern_slide_file", "board.toml", "# slides", '[[slides]]\nfile = "hall.gif"', "slides[1].file", ".mp4"),
    Case("no_picture", "board.toml", "# slides", '[[slides]]\nfile = "a.mp4"', "slides[1].file", "pictures/a.mp4"),
    Case("pattern_signs_letters", "board.toml", "# slides", '[signs]\nletters = "A B"', "signs.letters"),
    Case("tables_missing", "journal.toml", NEED_KINDS, "", "need_kinds", "[[need_kinds]]"),
    Case(
        "closed_and_working", "centre.toml", "closed = [", "working = [2026-12-31]\nclosed = [", "schedule.working[1]"
    ),
    Case("unit_missing", "people.toml", "", GUEST, "people[2].unit", "zags"),
    Case("unit_not_theirs", "people.toml", '"operator"', '"operator"\nunit = "aiyl-okmotu"', "people[1].unit"),
    Case("unknown_unit", "people.toml", "", f'{GUEST}unit = "aiyl"\n', "people[2].unit", "aiyl-okmotu"),
    Case("no_operator", "people.toml", '"operator"', '"head"', "people", "operator"),
]

ELSEWHERE = {
    "no_folder",
    "not_opened",
    "service_without_desk",
    "no_file",
    "unknown_file",
    "not_utf8",
    "no_services",
    "file_name",
    "letter_not_on_sign",
    "does_not_fit",
    "unreadable_picture",
}
"""Faults that no changed line makes; each has a test of its own below."""


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faulty) as caught:
        load(folder)
    return caught.value.faults


def has_words(fault: Fault, says: str = "") -> None:
    """In three languages, finished, different from one another, and none of the machine's words."""
    words = [fault.what(language) for language in LANGUAGES]
    assert len(set(words)) == len(LANGUAGES)
    for what in words:
        assert says in what
        assert not re.search(r"pydantic|python|validat|traceback|tuple|dict\b|str\b|input should", what, re.IGNORECASE)


def test_the_examples_of_the_document_have_no_fault(tmp_path: Path) -> None:
    assert [service.id for service in load(small_centre(tmp_path)).content.services] == ["residence"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.file}")
def test_one_mistake_is_one_fault_that_says_where_and_what_to_write(tmp_path: Path, case: Case) -> None:
    spoil(small_centre(tmp_path), case.file, case.old, case.new)
    assert [(fault.file, fault.key, fault.code) for fault in faults_of(tmp_path)] == [(case.file, case.key, case.code)]
    has_words(faults_of(tmp_path)[0], case.says)


def test_every_kind_of_fault_is_made_here() -> None:
    texts = {key.removeprefix("fault.") for key in catalogue("config", "ky") if key.startswith("fault.")}
    assert texts == {case.code for case in CASES} | ELSEWHERE


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere")
    assert (fault.code, fault.key) == ("no_folder", "")
    has_words(fault)


def test_an_empty_folder_lacks_each_file(tmp_path: Path) -> None:
    faults = faults_of(tmp_path)
    assert {fault.code for fault in faults} == {"no_file", "no_services"}
    assert [fault.file for fault in faults if fault.code == "no_file"] == [
        "centre.toml",
        "people.toml",
        "villages.toml",
        "units.toml",
        "money.toml",
        "faq.toml",
        "pages.toml",
        "board.toml",
        "journal.toml",
    ]
    for fault in faults:
        has_words(fault)


def test_a_centre_whose_services_nobody_provides_is_told_so(tmp_path: Path) -> None:
    small_centre(tmp_path)
    (tmp_path / "units.toml").write_text("")
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.key, fault.code) == ("units.toml", "units", "tables_missing")


def test_a_misspelt_file_is_named(tmp_path: Path) -> None:
    small_centre(tmp_path)
    (tmp_path / "village.toml").write_text("")
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.code) == ("village.toml", "unknown_file")
    has_words(fault, "villages.toml")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    small_centre(tmp_path)
    text = (tmp_path / "faq.toml").read_text(encoding="utf-8")
    (tmp_path / "faq.toml").write_bytes(text.encode("utf-16"))
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.code) == ("faq.toml", "not_utf8")
    has_words(fault, "UTF-8")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    small_centre(tmp_path)
    text = (tmp_path / "faq.toml").read_text(encoding="utf-8")
    (tmp_path / "faq.toml").write_text(text, encoding="utf-8-sig")
    assert load(tmp_path).content.faq[0].id == "residence-free"


def test_the_file_name_of_a_service_must_be_an_id(tmp_path: Path) -> None:
    small_centre(tmp_path)
    (tmp_path / SERVICE).rename(tmp_path / "services" / "Жашаган жери.toml")
    faults = faults_of(tmp_path)
    (fault,) = [fault for fault in faults if fault.code == "file_name"]
    assert fault.file == "services/Жашаган жери.toml"
    has_words(fault, ".toml")


def test_a_service_that_no_desk_gives_is_named(tmp_path: Path) -> None:
    small_centre(tmp_path)
    text = (tmp_path / SERVICE).read_text(encoding="utf-8")
    (tmp_path / "services" / "birth.toml").write_text(text, encoding="utf-8")
    spoil(tmp_path, "centre.toml", '["all"]', '["residence"]')
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.key, fault.code) == ("centre.toml", "desks", "service_without_desk")
    has_words(fault, '"birth"')


def test_a_damaged_sample_is_refused_before_a_kiosk_gets_it(tmp_path: Path) -> None:
    spoil(small_centre(tmp_path), SERVICE, "# sample", "sample")
    picture = tmp_path / "pictures" / "residence.png"
    picture.parent.mkdir()
    whole = Path("config/starter/pictures/residence.png").read_bytes()
    picture.write_bytes(whole)
    load(tmp_path)
    picture.write_bytes(damaged(whole))
    [fault] = faults_of(tmp_path)
    assert (fault.file, fault.key, fault.code) == (SERVICE, "sample", "unreadable_picture")
    has_words(fault, "pictures/residence.png")


def test_a_letter_the_sign_cannot_show_is_refused(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, "centre.toml", 'letter = "А"', 'letter = "Л"')
    assert load(tmp_path).content.kiosks[0].letter == "Л"
    spoil(tmp_path, "board.toml", "", '\n[signs]\nletters = "АБВГЕНПРС"\n')
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.key, fault.code) == ("centre.toml", "kiosks[1].letter", "letter_not_on_sign")
    has_words(fault, "А Б В Г")


def test_a_text_that_is_not_finished_is_a_fault_at_its_line(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, "pages.toml", "", '\nid = "unfinished')
    (fault,) = faults_of(tmp_path)
    lines = (tmp_path / "pages.toml").read_text(encoding="utf-8").splitlines()
    assert (fault.file, fault.code, fault.values["line"]) == ("pages.toml", "not_toml", len(lines))


def test_a_value_of_an_unforeseen_kind_still_has_words() -> None:
    has_words(Fault("centre.toml", "centre", "does_not_fit", {"example": "centre = …"}), "centre = …")


def test_all_faults_of_all_files_come_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, SERVICE, 'name.ru = "Паспорт"', 'name.ru = ""')
    spoil(tmp_path, SERVICE, "minutes = 6", "minuts = 6")
    spoil(tmp_path, "villages.toml", "distance_km = 7", "out_of_turn = true")
    spoil(tmp_path, "centre.toml", 'letter = "А"', 'letter = "О"')
    spoil(tmp_path, "centre.toml", '["residence"]', '["residense"]')
    spoil(tmp_path, "money.toml", "[[banks]]", "[[banks]")
    spoil(tmp_path, "people.toml", 'role = "operator"', 'role = "boss"')
    assert [(fault.file, fault.key) for fault in faults_of(tmp_path)] == [
        ("centre.toml", "desks[1].services[1]"),
        ("centre.toml", "kiosks[1].letter"),
        ("people.toml", "people[1].role"),
        ("villages.toml", "villages[1].basis"),
        ("money.toml", ""),
        (SERVICE, "documents[1].name.ru"),
        (SERVICE, "minuts"),
    ]


def test_a_service_with_a_fault_is_not_called_unknown_elsewhere(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, SERVICE, "som = 0", "som = -1")
    assert [(fault.file, fault.key) for fault in faults_of(tmp_path)] == [(SERVICE, "fee.som")]


def test_a_desk_with_a_fault_does_not_leave_its_services_without_a_desk(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, "centre.toml", "id = 2", 'id = "two"')
    spoil(tmp_path, "centre.toml", "id = 1", 'id = "one"')
    assert [fault.key for fault in faults_of(tmp_path)] == ["desks[1].id", "desks[2].id"]


def test_the_exception_itself_reads_as_the_faults_do(tmp_path: Path) -> None:
    small_centre(tmp_path)
    spoil(tmp_path, SERVICE, "som = 0", 'som = "free"')
    with pytest.raises(Faulty, match=r"services/residence\.toml: fee\.som — This must be a whole number"):
        load(tmp_path)
