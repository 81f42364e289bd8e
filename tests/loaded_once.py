"""The slower detector of languages, loaded once for all analyses of these tests.

An analysis lets go of its model of some 60 MB when it has read all answers. Loading it again took longer than
the rest of an analysis of some answers, and it says the same of a text each time.
"""

from collections.abc import Iterator

import pytest

from analysis import reading_answers


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """Let every analysis in these tests' own process use the model that an earlier one loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading_answers, "forget_model", lambda: None)
        yield
