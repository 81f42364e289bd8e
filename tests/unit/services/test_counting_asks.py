"""What returns ask of government: counted by subject, what people accepted before what nobody checked."""

from types import SimpleNamespace
from typing import cast

from consult.services.drafts.counting_asks import SUGGESTED, list_asks
from consult.services.drafts.draft_record import Record
from consult.services.tags.gathering_tags import Tagged
from consult.vocabulary import Bucket


def test_asks__that_nobody_checked__stand_after_those_that_people_accepted() -> None:
    tagged = [
        Tagged(f"s{n}", f"a{n}", f"r{n}", code, code.title(), is_kind=code == "ask", accepted=n < 3)
        for n in range(8)
        for code in ("ask", "housing" if n < 3 else "health")
    ]
    found = SimpleNamespace(tagged=tagged, wholly_shared=frozenset(), is_shared=lambda *_: False)
    record = SimpleNamespace(
        found=found,
        account_ids=frozenset(),
        states={f"r{n}": Bucket.ANALYSED for n in range(8)},
        returns=SimpleNamespace(respondents=[SimpleNamespace(response_id=f"r{n}") for n in range(8)]),
        received_by=[("voluntary", 8)],
        small_number=3,
    )

    asks = list_asks(cast(Record, record))

    assert [(one.label, one.count) for one in asks] == [("Housing", 3), ("Health" + SUGGESTED, 5)]
