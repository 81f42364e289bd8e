"""Do themes follow topics or languages? SIB-200 dev, 27 languages shuffled together (normalised mutual
information of the themes found with topic and with language; the number of themes is found, not given).

Translations of one sentence meet here; with half of each language's sentences they rarely do. Intervals of
95% by a jackknife over the texts, as if none were another's translation: they are somewhat too narrow."""

from analysis.models import open_models
from analysis.themes.space import Described
from analysis.vectors import Meaning
from tests.benchmarks.bench_themes import describe, find_error, find_without, group, make_ends
from tests.benchmarks.labelled_sets import SHARED, SIB_FOLDERS, LabelledSet, read_topics
from tests.benchmarks.targets import UNDER, Target, show_figure

TOPIC, LANGUAGE = Target(0.42), Target(0.02, UNDER)


def main() -> None:
    """Print the two figures, for all sentences and for half of each language's."""
    models = open_models()
    if models.vectors is None or not (SHARED / "sib200").is_dir():
        print("NOT RUN: the meaning model or the real data is not here (CONSULT_SHARED)")
        return
    every = read_topics(list(SIB_FOLDERS), "all sentences")
    places = [
        place
        for number in range(len(SIB_FOLDERS))
        for place in range(99 * number + number % 2, 99 * number + 99, 2)
    ]
    described = describe(every, Meaning(models.vectors, 64))
    show(every, described, list(range(len(every.texts))))
    show(every, described, places)


def show(texts: LabelledSet, described: Described, places: list[int]) -> None:
    """Print the figures for some of the sentences."""
    found = group(texts, described, places)
    topics = [texts.labels[one][0] for one in places]
    languages = [texts.languages[one] for one in places]
    print(f"{len(places)} sentences, {len(set(languages))} languages, {len(found.stability)} themes")
    for name, labels, target in (("topic", topics, TOPIC), ("language", languages, LANGUAGE)):
        value, without = find_without(labels, found.groups)
        show_figure(f"NMI with {name}", value, target, interval=make_ends(value, find_error(without)))


if __name__ == "__main__":
    main()
