"""Templates: where they lie, the GOV.UK components beside them, and the words every template may use."""

import datetime as dt
from pathlib import Path

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, format_percent
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from consult.told import say_experiences
from consult.web.addresses import change_query, change_sorting, find_sorting, has_page, locate_static
from consult.web.isolating import isolate_numbers
from consult.web.navigation import list_desk_entries, list_footer_entries
from consult.web.own_names import at_own_name
from consult.weeks import begin_week

COMPONENTS = "govuk_frontend_jinja"


def init_rendering(app: Flask) -> None:
    """Set up Jinja: loaders, filters and global functions."""
    app.jinja_loader = build_loader(find_template_folder())
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=show_day,
        moment=show_moment,
        count=show_count,
        share=show_share,
        week=begin_week,
        isolate_numbers=isolate_numbers,
        experiences=say_experiences,
    )
    app.jinja_env.globals.update(
        change_query=change_query,
        change_sorting=change_sorting,
        find_sorting=find_sorting,
        at_own_name=at_own_name,
        has_page=has_page,
        locate_static=locate_static,
        list_desk_entries=list_desk_entries,
        list_footer_entries=list_footer_entries,
    )


def find_template_folder(package: Path | None = None) -> Path:
    """`consult/templates` in an installed wheel, `templates` beside `consult` in a checkout."""
    package = package or Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def build_loader(folder: Path) -> BaseLoader:
    """Our templates, and the components under their own prefix."""
    return ChoiceLoader([FileSystemLoader(folder), PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})])


def show_day(value: dt.date | None) -> str:
    """A date in full, in the page's language and the site's time zone; empty for None."""
    return format_date(value, "long") if value else ""


def show_moment(value: dt.datetime | None) -> str:
    """A date and time in the page's language and the site's time zone; empty for None."""
    return f"{format_date(value, 'long')}, {format_datetime(value, 'HH:mm')}" if value else ""


def show_count(value: float) -> str:
    """A number with the page language's separators."""
    return format_decimal(value)


def show_share(share_pct: float) -> str:
    """A share of 0 to 100 as a whole percentage."""
    return format_percent(share_pct / 100, "#,##0%")
