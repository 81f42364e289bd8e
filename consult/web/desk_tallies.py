"""What the page on keeping and deleting calls each kind of record, and the rows that count them."""

from collections.abc import Iterable, Iterator

from consult.models.protection_kinds import RecordKind
from consult.services.keeping.coming_due import Tally

KINDS = {
    RecordKind.RETURNS: "Returns",
    RecordKind.EXPERIENCES: "Experiences",
    RecordKind.EXPORTS: "Records of files handed out",
}


def list_tallies(tallies: Iterable[Tally]) -> Iterator[tuple[Tally, str]]:
    """Every tally with what it counts: of experiences, all of them and then without the open form."""
    for one in tallies:
        yield one, KINDS[one.kind]
        if one.without_open is not None:
            yield one.without_open, f"{KINDS[one.kind]}, without the open form"
