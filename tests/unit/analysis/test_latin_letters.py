"""A language of another script written in Latin letters is read, and in the language that was declared."""

import pytest

from analysis import columns
from analysis.languages import judge_language
from analysis.substance import choose_bucket

WRITTEN = [
    ("ar", "ana wsolt b 3 shohoor w ma fi 7ada sa3adni bil madrase"),
    ("ar", "el beit bared ktir w el wlad mardanin kel yom"),
    ("ar", "3andi maw3id bel mostashfa bas ma fi tarjame"),
    ("fa", "man do sale inja hastam va hanuz javabi nadadand"),
    ("fa", "bache haye man dar hotel baraye shish mah bedoone madrese boodand"),
    ("prs", "khahram dar herat ast, hich kas barem naguft chi kunem"),
    ("prs", "az kar sharm nadarom, az be sarneveshti khasta shodim"),
    ("ti", "ab zi hotel shewate werhi gerna, temhirti yeblnan"),
    ("ti", "hakim ktreki ab mealti hade saeti tsbele, tergwami kea yelen"),
    ("am", "bet yelenim, lijoche timhirt bet algebum, sew ayredanim"),
    ("am", "hakim bet hedku gin astergwami alneberem"),
    ("ur", "hamen teen mahine se koi jawab nahi mila aur bachay school nahi ja rahe"),
    ("ur", "ghar bohat thanda hai, koi sunta nahi"),
    ("ru", "my zhdali vosem mesyatsev, nikto nichego ne obyasnil"),
    ("ru", "detyam nuzhna shkola, a vrach daleko i avtobus ne khodit"),
]


@pytest.mark.parametrize(("language", "text"), WRITTEN)
def test_latin_letters__of_a_declared_language__are_analysed_in_it(language: str, text: str) -> None:
    judged = judge_language(text, language)

    assert (judged["language"], judged["basis"]) == (language, "declared")
    assert choose_bucket(text, language_known=True) == columns.ANALYSED


@pytest.mark.parametrize(("language", "text"), WRITTEN)
def test_latin_letters__with_no_language_declared__are_never_called_unreadable(
    language: str, text: str
) -> None:
    is_known = judge_language(text, "")["language"] != columns.UNKNOWN_LANGUAGE
    assert choose_bucket(text, language_known=is_known) in {columns.ANALYSED, columns.LANGUAGE_NOT_KNOWN}


@pytest.mark.parametrize(("language", "text"), WRITTEN)
def test_latin_letters__few_of_them_and_in_capitals__are_never_called_unreadable(
    language: str, text: str
) -> None:
    few = " ".join(text.split()[:3]).upper()
    assert choose_bucket(few, language_known=False) == columns.LANGUAGE_NOT_KNOWN
