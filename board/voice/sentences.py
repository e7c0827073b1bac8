"""What is said when a visitor is called, in two sentences that are spoken and kept apart: who, and where to."""

from config.texts import speaker
from core.views import BoardCall
from core.words import Language
from voice import words


def ticket(code: str, language: Language) -> str:
    """«Талон А нөл кырк эки.»"""
    return speaker("voice", language)("voice.ticket", code=words.code(code, language))


def desk(number: int, language: Language) -> str:
    """«Үчүнчү терезеге келиңиз.»: an ordinal in Kyrgyz, the plain number in Russian and English."""
    said = words.ordinal_ky(number) if language is Language.KY else words.cardinal(number, language)
    sentence = speaker("voice", language)("voice.desk", desk=said)
    return sentence[0].upper() + sentence[1:]


def spoken(call: BoardCall, language: Language) -> str:
    return f"{ticket(call.code, language)} {desk(call.desk, language)}"
