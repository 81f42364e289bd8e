"""Enumerations shared by all rooms: what kinds, states and languages there are. Stored as strings."""

from dataclasses import dataclass
from enum import StrEnum


class Sector(StrEnum):
    """The kind of body an organisation is."""

    LOCAL_AUTHORITY_UPPER = "local_authority_upper"
    LOCAL_AUTHORITY_LOWER = "local_authority_lower"
    GOVERNMENT_DEPARTMENT = "government_department"
    POLICE = "police"
    HEALTH = "health"
    FIRE_RESCUE = "fire_rescue"
    VOLUNTARY_COMMUNITY = "voluntary_community"
    MIGRANT_LED = "migrant_led"
    ACCOMMODATION_PROVIDER = "accommodation_provider"
    EMPLOYER = "employer"
    EDUCATION = "education"
    LEGAL_ADVICE = "legal_advice"
    ACADEMIC = "academic"
    INDIVIDUAL = "individual"


class Standing(StrEnum):
    """What an organisation's people may see and decide."""

    FULL = "full"
    OBSERVER = "observer"
    CONSULTED = "consulted"


OBSERVER_SECTORS = frozenset({Sector.GOVERNMENT_DEPARTMENT, Sector.POLICE, Sector.ACCOMMODATION_PROVIDER})


class Role(StrEnum):
    """What a member of staff does; one person may hold several."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    ANALYST = "analyst"
    TRANSLATOR = "translator"
    BOARD_MEMBER = "board_member"
    AUDITOR = "auditor"


class ConsultationState(StrEnum):
    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    SENT = "sent"


class VersionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class FormPurpose(StrEnum):
    """A questionnaire asks either for returns or for lived-experience accounts."""

    RETURN = "return"
    ACCOUNT = "account"


class ResponseKind(StrEnum):
    RETURN = "return"
    ACCOUNT = "account"


class WrapKind(StrEnum):
    """For whom an account's key is locked."""

    DRAFT = "draft"
    PERSON = "person"
    GROUP = "group"
    PARTNERSHIP = "partnership"


class ResponseState(StrEnum):
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """The way a response reached us."""

    WEB = "web"
    IMPORT = "import"
    PAPER = "paper"
    EMAIL = "email"
    TELEPHONE = "telephone"
    VOUCHED = "vouched"
    OPEN = "open"


class Purpose(StrEnum):
    """What may be done with somebody's words; each is asked for separately."""

    ANALYSE = "analyse"
    QUOTE = "quote"
    ATTRIBUTE = "attribute"
    CONTACT = "contact"
    SHARE = "share"


class Age(StrEnum):
    """Younger than the region's threshold or not; asked of whoever tells their experience, and not kept."""

    UNDER = "under"
    OVER = "over"


class SupportKind(StrEnum):
    """Whom a line of support is for, or that it is whoever cares for children who are alone."""

    EVERYBODY = "everybody"
    CHILDREN = "children"
    CHILDREN_SERVICES = "children_services"


class Verdict(StrEnum):
    """What somebody says of a sentence of theirs that is to be printed."""

    AGREED = "agreed"
    REFUSED = "refused"


class UseKind(StrEnum):
    """What was made from somebody's words."""

    PAGE = "page"
    ANALYSIS = "analysis"
    TABLE = "table"
    DRAFT = "draft"
    EXPORT = "export"


class Bucket(StrEnum):
    """Where a response stands after analysis; exactly one each, and they add up to what was received."""

    ANALYSED = "analysed"
    EMPTY = "empty"
    NO_SUBSTANCE = "no_substance"
    UNREADABLE = "unreadable"
    UNKNOWN_LANGUAGE = "unknown_language"
    DUPLICATE_ID = "duplicate_id"
    NOT_PERMITTED = "not_permitted"
    LOCKED = "locked"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    NOT_ANALYSED = "not_analysed"


class ExcerptGap(StrEnum):
    """Why a quotation cannot be shown now."""

    NOT_PERMITTED = "not_permitted"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"
    SET_ASIDE = "set_aside"
    UNREADABLE = "unreadable"
    CHANGED = "changed"
    UNCHECKED = "unchecked"
    HIDDEN = "hidden"
    REFUSED = "refused"
    KEPT_OUT = "kept_out"
    HELD = "held"


class Facet(StrEnum):
    DOMAIN = "domain"
    KIND = "kind"


class CodingState(StrEnum):
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class StatementKind(StrEnum):
    COUNTED = "counted"
    QUOTED = "quoted"
    SOURCED = "sourced"
    PARTNER_FACT = "partner_fact"
    POSITION = "position"
    NARRATIVE = "narrative"
    TABLED = "tabled"


class JobKind(StrEnum):
    ANALYSE = "analyse"
    DRAFT = "draft"
    RECHECK = "recheck"
    SEND_MESSAGE = "send_message"
    SUGGEST = "suggest"


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    NEEDS_UNLOCKING = "needs_unlocking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class MessageState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class SubjectKind(StrEnum):
    """What a chain of revisions belongs to."""

    ANSWER = "answer"
    SECTION = "section"


class ForumKind(StrEnum):
    BOARD = "board"
    SUBGROUP = "subgroup"
    LOCALITY = "locality"


@dataclass(frozen=True)
class Language:
    """A language people may answer in: its own name, how it is written, and what Babel calls it."""

    tag: str
    own_name: str
    english_name: str
    direction: str
    script: str
    babel_locale: str
    detector_codes: tuple[str, ...]


def _language(
    tag: str,
    own: str,
    english: str,
    script: str = "Latn",
    babel: str = "",
    codes: str = "",
    rtl: bool = False,
) -> tuple[str, Language]:
    direction = "rtl" if rtl else "ltr"
    return tag, Language(tag, own, english, direction, script, babel or tag, tuple((codes or tag).split()))


LANGUAGES: dict[str, Language] = dict(
    [
        _language("en", "English", "English"),
        _language("cy", "Cymraeg", "Welsh"),
        _language("ar", "العربية", "Arabic", "Arab", rtl=True),
        _language("fa", "فارسی", "Farsi", "Arab", rtl=True),
        _language("prs", "دری", "Dari", "Arab", "fa_AF", "fa", rtl=True),
        _language("ps", "پښتو", "Pashto", "Arab", rtl=True),
        _language("ckb", "کوردیی ناوەندی", "Kurdish Sorani", "Arab", codes="ckb sdh ku", rtl=True),
        _language("kmr", "Kurmancî", "Kurdish Kurmanji", "Latn", "ku", "ku kmr"),
        _language("ti", "ትግርኛ", "Tigrinya", "Ethi"),
        _language("am", "አማርኛ", "Amharic", "Ethi"),
        _language("om", "Afaan Oromoo", "Oromo"),
        _language("so", "Soomaali", "Somali"),
        _language("ur", "اردو", "Urdu", "Arab", rtl=True),
        _language("pa", "ਪੰਜਾਬੀ", "Panjabi", "Guru"),
        _language("bn", "বাংলা", "Bengali", "Beng"),
        _language("sq", "Shqip", "Albanian"),
        _language("vi", "Tiếng Việt", "Vietnamese"),
        _language("tr", "Türkçe", "Turkish"),
        _language("uk", "Українська", "Ukrainian", "Cyrl"),
        _language("ru", "Русский", "Russian", "Cyrl"),
        _language("pl", "Polski", "Polish"),
        _language("ro", "Română", "Romanian"),
        _language("pt", "Português", "Portuguese"),
        _language("es", "Español", "Spanish"),
        _language("fr", "Français", "French"),
        _language("zh-Hans", "简体中文", "Chinese, simplified", "Hans", "zh_Hans", "zh zh-cn zh-Hans"),
        _language("zh-Hant", "繁體中文", "Chinese, traditional", "Hant", "zh_Hant", "zh-tw zh-Hant zh"),
    ]
)
