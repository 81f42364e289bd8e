"""What was said about people with each protected characteristic, by whom, and where nothing was heard."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.drafting.characteristic_words import NINE, SILENT, SPOKEN, TOLD, UNCHECKED
from analysis.drafting.figures import keep_together, merge_small, start_sentence
from analysis.drafting.material import Heard, Material
from analysis.drafting.opening import count_groups
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.shares import OTHER_SECTORS
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.theme_parts import count_experience


def draft_characteristics(material: Material) -> Section:
    """Give for each characteristic what was said and by whom; those of which nothing was, in one list."""
    title = "Effects on people with protected characteristics"
    section = SectionBuilder("characteristics", title, material.rules)
    section.write(
        "what",
        "A return or an experience is counted here where a person read in it something about people with "
        "the characteristic. This does not say who it came from.",
    )
    found = {heard.key: heard for heard in material.characteristics}
    every = [found.get(key, Heard(key)) for key in NINE]
    for heard in every:
        if heard.is_heard:
            _show(section, heard, material)
    _list_silent(section, [heard for heard in every if not heard.is_heard])
    return section.build()


def _show(section: SectionBuilder, heard: Heard, material: Material) -> None:
    section.head(f"{heard.key}.title", start_sentence(NINE[heard.key]))
    section.count(heard.key, _count(heard, material))
    if heard.told:
        section.count(f"{heard.key}.told", count_experience(TOLD, heard.told, _name(heard)))
    for chosen in heard.quotations:
        section.quote(chosen)


def _count(heard: Heard, material: Material) -> Counted:
    """The total, the same without shared wording, then the sectors, small ones together as everywhere."""
    every = Figure("tag", heard.count, heard.base, choice=_choose(heard))
    own = Figure("tag", heard.own, heard.own_base, choice=_choose(heard), without_campaigns=True)
    merged = merge_small(material.received_by, material.rules, others=OTHER_SECTORS)
    # that all of a sector agreed to be named says nothing of who spoke about whom
    groups = [replace(group, public=False) for group in heard.by]
    counted = count_groups(SPOKEN, every, keep_together(groups, merged, others=OTHER_SECTORS))
    parts = (replace(part, choice=every.choice) for part in counted.figures[1:])
    return Counted(SPOKEN, (every, own, *parts), (*counted.names, *_name(heard)))


def _list_silent(section: SectionBuilder, silent: Sequence[Heard]) -> None:
    sought = [heard for heard in silent if heard.tags]
    if silent:
        section.head("silent.title", "Nothing heard")
    for heard in sought:
        section.count(f"{heard.key}.silent", _count_silence(heard), place="bullet")
    missed = tuple(NINE[heard.key] for heard in silent if not heard.tags)
    if missed:
        section.write("unsought", "Nobody has looked for what was said about these: no tag stands for them.")
        section.list("unsought.which", tuple(map(start_sentence, missed)))


def _count_silence(heard: Heard) -> Counted:
    """Both figures are nought, so that the check of the draft's numbers tells when something is heard."""
    figures = (Figure("tag", 0, heard.base, choice=_choose(heard)),)
    told = count_experience(TOLD, heard.told).figures[:1] if heard.told else ()
    more = ((UNCHECKED, "yes"),) if heard.unchecked else ()
    return Counted(SILENT, (*figures, *told), (*_name(heard), *more))


def _choose(heard: Heard) -> str:
    return f"{SPOKEN}:{heard.key}"


def _name(heard: Heard) -> tuple[tuple[str, str], ...]:
    return (("label", NINE[heard.key]),)
