"""Bands in which a listening event is described, in the page's language."""

from datetime import date

from flask_babel import format_date, gettext

MONTHS_BACK = 12


def list_months(today: date, chosen: str = "") -> dict[str, str]:
    """The last months, this one first. chosen: as 2026-10; it is there however long ago it was."""
    first = [today.year * 12 + today.month - 1 - back for back in range(MONTHS_BACK)]
    months = [date(number // 12, number % 12 + 1, 1) for number in first]
    kept = date.fromisoformat(f"{chosen}-01") if chosen else today.replace(day=1)
    months += [] if kept in months else [kept]
    return {f"{one:%Y-%m}": format_date(one, "LLLL yyyy") for one in months}


def list_ages() -> dict[str, str]:
    """Bands of age."""
    return {
        "under_18": gettext("Under 18"),
        "18_24": gettext("18 to 24"),
        "25_44": gettext("25 to 44"),
        "45_64": gettext("45 to 64"),
        "65_over": gettext("65 and over"),
    }


def list_genders() -> dict[str, str]:
    """Women, men, and others."""
    return {"women": gettext("Women"), "men": gettext("Men"), "other": gettext("Other people too")}


def list_shares() -> dict[str, str]:
    """Roughly how many said something."""
    return {
        "few": gettext("One or two"),
        "some": gettext("Some"),
        "half": gettext("About half"),
        "most": gettext("Most"),
        "all": gettext("Everybody"),
    }
