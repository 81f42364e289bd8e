"""Forms of what is listed: one that does not say what it reads cannot be made."""

import pytest

from consult.web.desk_forms.sources import FORMS, SourcesForm


def test_form__that_does_not_say_what_it_reads__cannot_be_made() -> None:
    class Silent(SourcesForm):
        """One that forgot."""

    with pytest.raises(TypeError, match="read"):
        Silent(meta={"csrf": False})
    assert all(not getattr(one, "__abstractmethods__", True) for one in FORMS.values())
