"""One believable paper of each kind in each language: for the test print, for looking at, and for the golden files."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from core.record import record
from printer.faces import (
    DocumentsFace,
    Face,
    Handed,
    HandOverFace,
    LeftOverFace,
    NeededDocument,
    ReceiptFace,
    ReceivedDocument,
    RefusalFace,
    RouteFace,
    SelfTestFace,
    StatementFace,
    Stop,
    TicketFace,
)

AT = datetime(2026, 11, 23, 9, 15, tzinfo=timezone(timedelta(hours=6)))
URL = "http://192.168.1.10:8080/t/Zr8dK2mQpL4vXw9sT1yA7g"
PHONE = "+996 3945 12345"


@record
class Words:
    centre: str
    service: str
    service_second: str
    land: str
    documents: tuple[str, str, str]
    note: str
    kept: str
    post: str
    complaint: str
    stops: tuple[tuple[str, str, str, str], ...]
    reasons: tuple[str, str]
    said: str
    next_steps: tuple[str, str]
    fee: str
    term: str


KY = Words(
    centre="Үлгү айыл аймагынын ККБсы",
    service="Үй-бүлөсүнүн курамы жөнүндө маалымкат",
    service_second="Справка о составе семьи",
    land="Жеке турак-жай салуу үчүн жер тилкесин алуу",
    documents=("Паспорт", "Никеси жөнүндө күбөлүк", "Балдардын туулгандыгы жөнүндө күбөлүктөр"),
    note="түп нускасы жана көчүрмөсү",
    kept="ККБ, 2-терезе",
    post="ККБнын оператору",
    complaint="Айыл өкмөтүнүн башчысына: 1-бөлмө, +996\u00a03945\u00a012300. Даттануу акысыз кабыл алынат.",
    stops=(
        ("Арыз жазуу жана документтерди тапшыруу", "ККБ", "2-терезе", "Дүйшөмбү–жума, 09:00–18:00"),
        ("Жер тилкесинин планын алуу", "Кадастр бөлүмү", "Ленин көчөсү, 12", "Шейшемби, бейшемби, 10:00–16:00"),
        ("Чечимди алуу", "Айыл өкмөтү", "3-бөлмө", "Жума, 09:00–12:30"),
    ),
    reasons=("Паспорттун мөөнөтү өтүп кеткен.", "Нике жөнүндө күбөлүктүн көчүрмөсү жок."),
    said="Документтерим толук эле, бирок кабыл алынган жок.",
    next_steps=("ЦОНдон жаңы паспорт алыңыз.", "Күбөлүктүн көчүрмөсүн алып келиңиз: ККБда көчүрмө жасаса болот."),
    fee="Акысыз",
    term="15 мүнөт",
)
RU = Words(
    centre="ЦОО айылного аймака Үлгү",
    service="Справка о составе семьи",
    service_second="Үй-бүлөсүнүн курамы жөнүндө маалымкат",
    land="Получение участка для строительства жилого дома",
    documents=("Паспорт", "Свидетельство о браке", "Свидетельства о рождении детей"),
    note="подлинник и копия",
    kept="ЦОО, окно 2",
    post="Оператор ЦОО",
    complaint="Главе айыл окмоту: кабинет 1, +996\u00a03945\u00a012300. Жалоба принимается бесплатно.",
    stops=(
        ("Написать заявление и сдать документы", "ЦОО", "Окно 2", "Понедельник–пятница, 09:00–18:00"),
        ("Получить план участка", "Отдел кадастра", "ул. Ленина, 12", "Вторник, четверг, 10:00–16:00"),
        ("Получить решение", "Айыл окмоту", "Кабинет 3", "Пятница, 09:00–12:30"),
    ),
    reasons=("Истёк срок действия паспорта.", "Нет копии свидетельства о браке."),
    said="Документы были полными, но их не приняли.",
    next_steps=("Получите новый паспорт в ЦОНе.", "Принесите копию свидетельства: её можно сделать в ЦОО."),
    fee="Бесплатно",
    term="15 минут",
)
EN = Words(
    centre="Service centre of Ulgu municipality",
    service="Certificate of family composition",
    service_second="Үй-бүлөсүнүн курамы жөнүндө маалымкат",
    land="Land plot to build a house",
    documents=("Passport", "Marriage certificate", "Birth certificates of the children"),
    note="original and copy",
    kept="Service centre, desk 2",
    post="Operator of the centre",
    complaint="To the head of the municipality: room 1, +996\u00a03945\u00a012300. Complaints are free of charge.",
    stops=(
        ("Write the application and hand in the documents", "Service centre", "Desk 2", "Monday–Friday, 09:00–18:00"),
        ("Get the plan of the plot", "Cadastre unit", "12 Lenin street", "Tuesday, Thursday, 10:00–16:00"),
        ("Collect the decision", "Municipality", "Room 3", "Friday, 09:00–12:30"),
    ),
    reasons=("The passport has expired.", "A copy of the marriage certificate is missing."),
    said="My documents were complete, but they were not accepted.",
    next_steps=("Get a new passport at the TsON.", "Bring a copy of the certificate: it can be made at the centre."),
    fee="Free of charge",
    term="15 minutes",
)
WORDS = {"ky": KY, "ru": RU, "en": EN}


def ticket(language: str) -> TicketFace:
    words = WORDS[language]
    return TicketFace(
        code="А042",
        out_of_turn=False,
        service=words.service,
        service_second=words.service_second,
        taken_at=AT,
        centre=words.centre,
        ahead=5,
        wait_minutes=(10, 20),
        url=URL,
    )


def faces(language: str) -> dict[str, Face]:
    """All papers by name. Raises KeyError for a language there is none in."""
    words, plain = WORDS[language], ticket(language)
    return {
        "ticket": plain,
        "ticket-out-of-turn": replace(plain, out_of_turn=True),
        "ticket-documents": replace(plain, documents=words.documents),
        "ticket-copy": replace(plain, copy=1, copied_at=AT + timedelta(minutes=28), ahead=None, wait_minutes=None),
        "receipt": ReceiptFace(
            number="2026/417",
            code="26-00417-4821",
            service=words.service,
            documents=tuple(ReceivedDocument(name, n) for n, name in enumerate(words.documents, 1)),
            accepted_at=AT,
            due=date(2026, 11, 30),
            kept_at=words.kept,
            accepted_by=words.post,
            complaint=words.complaint,
            centre=words.centre,
            phone=PHONE,
        ),
        "route": RouteFace(words.land, tuple(Stop(*stop, PHONE) for stop in words.stops), AT, words.centre),
        "refusal": RefusalFace(
            number="2026/418",
            service=words.service,
            reasons=words.reasons,
            next_steps=words.next_steps,
            refused_at=AT,
            refused_by=words.post,
            complaint=words.complaint,
            centre=words.centre,
            documents=words.documents,
        ),
        "complaint": StatementFace(
            kind="complaint",
            number="2026/419",
            text=words.said,
            registered_at=AT,
            due=date(2026, 12, 11),
            accepted_by=words.post,
            centre=words.centre,
            phone=PHONE,
            addressee=words.complaint.split(":")[0].removeprefix("To "),
            about="2026/418",
        ),
        "hand-over": HandOverFace(
            number=12,
            body=words.stops[1][1],
            handed_at=AT,
            entries=(
                Handed("2026/417", words.service, words.documents, date(2026, 11, 30)),
                Handed("2026/420", words.land, words.documents[:1], None),
            ),
            given_by=words.post,
            taken_by="М. Токоева",
            centre=words.centre,
        ),
        "documents": DocumentsFace(
            service=words.service,
            documents=(NeededDocument(words.documents[0], words.note), *map(NeededDocument, words.documents[1:])),
            fee=words.fee,
            term=words.term,
            phone=PHONE,
            centre=words.centre,
            printed_at=AT,
        ),
        "left-over": LeftOverFace("А042", words.service, AT, date(2026, 11, 24), "09:00", words.centre),
        "test": SelfTestFace("tcp://192.168.1.50:9100", 576, AT, URL),
    }
