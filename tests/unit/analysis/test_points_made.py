"""A point is told from what a sender says of itself, in languages other than that of the examples."""

import pytest

from analysis.models import VECTORS, open_models
from analysis.points_made import PointScale
from analysis.vectors import Meaning

ABOUT = (
    ("en", "We are a small group of volunteers in the valley."),
    ("ar", "جمعيتنا تجمع نحو مئة وخمسين أسرة سودانية في المدينة وحولها."),
    ("uk", "Ми невелика громадська організація з міста."),
    ("cy", "Grŵp o ddeg ar hugain o wirfoddolwyr ydym ni."),
)
POINT = (
    ("en", "Children in hotels have nowhere to play."),
    ("ar", "موعد الأسنان مستحيل."),
    ("uk", "Визнання диплома коштує дорого, а зрозумілої поради, з чого почати, немає."),
    ("cy", "Nid oes deintydd yn y sir sy'n derbyn cleifion newydd."),
)


def test_points__in_four_languages__weigh_more_than_what_senders_say_of_themselves() -> None:
    models = open_models()
    if models.vectors is None:
        pytest.skip("the meaning model is not here")
    meaning = Meaning(models.vectors, version=VECTORS.version)
    texts = [*ABOUT, *POINT]
    weights = PointScale(meaning).weigh([text for _, text in texts], [language for language, _ in texts])
    about, point = weights[: len(ABOUT)], weights[len(ABOUT) :]
    assert max(about) < 0 and max(about) < min(point)


def test_points__without_a_model__all_weigh_nothing() -> None:
    assert PointScale(None).weigh(["We are few.", "Homes are few."], ["en", "en"]) == [0.0, 0.0]
