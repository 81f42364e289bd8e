"""What the staff area says of a listening event: the bands in which a group described it."""

from collections.abc import Iterable, Mapping
from datetime import date

from consult.services.experiences.hearing_events import ALL_AGREED, NOT_AGREED, SOME_LEFT_OUT, Event
from consult.web.desk_experience_words import name_place
from consult.web.desk_words import name_language

AGES = {
    "under_18": "under 18",
    "18_24": "18 to 24",
    "25_44": "25 to 44",
    "45_64": "45 to 64",
    "65_over": "65 and over",
}
GENDERS = {"women": "women", "men": "men", "other": "other people too"}
SAID_BY = {"few": "one or two", "some": "some", "half": "about half", "most": "most", "all": "everybody"}
AGREED = {
    ALL_AGREED: "everybody did",
    SOME_LEFT_OUT: "most did; what the others said was left out",
    NOT_AGREED: "no",
}


def say_event(event: Event) -> list[tuple[str, str]]:
    """Each thing that the group said of it, with its label; what it left out is left out."""
    said = [
        ("In which month", f"{date.fromisoformat(f'{event.month}-01'):%B %Y}" if event.month else ""),
        ("About how many people", str(event.people or "")),
        ("How old they were", _join(event.ages, AGES)),
        ("Who they were", _join(event.genders, GENDERS)),
        ("Languages spoken", ", ".join(name_language(one) for one in event.languages)),
        ("Where they live", ", ".join(name_place(one) for one in event.areas)),
        ("Did they agree to its being passed on", AGREED.get(event.agreed, event.agreed)),
    ]
    return [(label, words) for label, words in said if words]


def _join(names: Iterable[str], words: Mapping[str, str]) -> str:
    return ", ".join(words.get(name, name) for name in names)
