"""Numbers of a PDF that stand alone: those of its pages are left out, those of questions and scales never."""

import pytest
import typst

from consult.services.documents.pdf_lines import list_pdf_lines
from forms.proposing.proposals import Proposal, propose

THREE = ("homes", "schools", "health")
SCALE = "Question {n}: How good is it?\n\n0\n\n1\n\n2\n\n3\n\n"
LONG = "What about {about}? It is long, so that the question takes more than one line, up to {about}."


def read(*pages: str, head: str = "") -> tuple[list[str], tuple[Proposal, ...]]:
    """The lines of a PDF with these pages, and the questions that are proposed."""
    content = typst.compile((head + "#pagebreak()".join(pages)).encode(), format="pdf")
    lines = list_pdf_lines("a.pdf", content)
    return [one.text for one in lines], propose(lines)


@pytest.mark.parametrize("number", ["{n}\\.", "{n}", "{n})"])
def test_question__whose_number_is_the_top_line_of_its_page__is_kept(number: str) -> None:
    pages = [
        f"{number.format(n=n)}\n\nWhat about {about}?\n\nPlease explain." for n, about in enumerate(THREE, 1)
    ]
    lines, found = read(*pages)
    assert lines[:2] == [number.format(n=1).replace("\\", ""), "What about homes?"]
    assert [(one.number, one.text.partition("?")[0]) for one in found] == [
        (str(n), f"What about {about}") for n, about in enumerate(THREE, 1)
    ]


def test_question__that_begins_a_page_under_its_number_alone__is_found_among_those_with_the_word() -> None:
    lines, found = read(
        "Question 1: What of homes?\n\nText.", "2\n\nWhat of schools?\n\nText.\n\nQuestion 3: Health?\n\nSay."
    )
    assert lines[2:4] == ["2", "What of schools?"]
    assert [(one.number, one.text) for one in found][1:] == [("2", "What of schools?"), ("3", "Health?")]


def test_number__beside_a_question_in_larger_letters__is_read_though_each_page_has_one() -> None:
    grid = "#grid(columns: (2cm, 1fr), [#text(size: 16pt)[{n}]], [{text}])"
    lines, _ = read(*(grid.format(n=n, text=LONG.format(about=about)) for n, about in enumerate(THREE, 1)))
    assert [line.split()[0] for line in lines if line[0].isdigit()] == ["1", "2", "3"]


def test_scale__at_the_foot_of_each_page_or_over_two_pages__keeps_every_choice() -> None:
    _, found = read(SCALE.format(n=1), SCALE.format(n=2))
    assert [one.choices for one in found] == [("0", "1", "2", "3")] * 2
    _, found = read(
        "Question 1: How good is it?\n\n1\n\n2\n\n3\n\n", "4\n\n5\n\nQuestion 2: Why?\n\nSay.\n\nMore.\n\n"
    )
    assert found[0].choices == ("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    "head",
    [
        '#set page(numbering: "1")\n',
        '#set page(numbering: "1 / 1")\n',
        '#set page(numbering: "– 1 –")\n',
        '#set page(numbering: "1", number-align: top)\n',
        '#set page(numbering: "1", header: [A paper about homes])\n',
        "#set page(header: context [#counter(page).display()\\ A paper about homes])\n",
        '#set page(numbering: "1")\n#counter(page).update(7)\n',
    ],
)
def test_number__that_runs_with_the_pages_and_stands_apart__is_left_out(head: str) -> None:
    pages = [f"Question {n}: {LONG.format(about=about)}\n\nSay.\n" for n, about in enumerate(THREE, 1)]
    lines, found = read(*pages, head=head)
    assert [one.number for one in found] == ["1", "2", "3"]
    assert not [one for one in lines if one.strip(" –/")[:1].isdigit() or "paper" in one]


def test_number__that_does_not_run_with_the_pages__is_kept() -> None:
    pages = [f"Question {n}: {LONG.format(about=about)}\n\n4" for n, about in enumerate(THREE, 1)]
    assert read(*pages)[0].count("4") == 3
    assert read("Question 1: Why?\n\n#v(1fr)\n\n1")[0][-1] == "1", "one page shows no run"


def test_scale__before_a_line_that_asks__is_not_taken_for_a_number() -> None:
    _, found = read("1. How good is it?\n\n1\n\n2\n\n3\n\n4\n\n5\n\nPlease explain.\n\n2. Why?")
    assert [(one.number, one.choices) for one in found] == [("1", ("1", "2", "3", "4", "5")), ("2", ())]
