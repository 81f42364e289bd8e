"""An exact version as it may be shown at this moment: words filled in, less everything that was withdrawn."""

from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Quotation, StatementReference
from analysis.drafting.statement_reading import evidence_from_dict
from consult.models.readings import ExcerptReading, QuotedPart
from consult.models.versions import DraftVersion
from consult.services.agreement.tallying import tally
from consult.services.carrying.saying_carried import CarriedText, Reference, find_number, read_carried
from consult.services.days import find_day
from consult.services.drafts.documenting import Showing, ShownBlock
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.using import Occasion
from consult.services.quotations.attributing import load_attributor
from consult.services.region.setting_up import find_small_number
from consult.services.signing.closing_positions import find_closed
from consult.services.signing.saying_sign_offs import Signed, find_signed, say_status
from consult.services.versions.carried_words import list_carried_references, read_section, show_carried
from consult.services.versions.filling_quotations import Filling, fill_quotation
from consult.services.versions.ledger import Spot
from consult.services.versions.noting_withdrawals import list_standing, note_withdrawals
from consult.services.versions.shown_versions import ShownPart, ShownVersion, Withdrawn
from consult.services.versions.translation_marks import find_marks
from consult.services.versions.version_bodies import FrozenBody, FrozenSection, make_digest
from consult.vocabulary import Purpose


def show_exact(
    session: Session, version: DraftVersion, showing: Showing, *, subject_id: str = ""
) -> ShownVersion:
    """Make a version ready to show: the ledger is brought up to date, and each use of words is recorded.

    subject_id: what the words are used in; by default the version.
    """
    today = find_day(showing.now)
    body = note_withdrawals(session, version, today=today)
    reading = _read(session, version, body, showing, subject_id or version.id)
    attributor = load_attributor(session, version.consultation_id, find_small_number(session))
    marks = find_marks(session, {one.passage.response_id for one in list_standing(version, body)})
    carried = _read_carried(session, version, body, showing, subject_id or version.id)
    filling = Filling(session, version, reading, attributor, marks, today, carried)
    signed = find_signed(session, version)
    sections = tuple(_show_section(filling, one, signed) for one in body.sections)
    return ShownVersion(
        version.number,
        version.digest,
        make_digest(version.body) == version.digest,
        body.title,
        body.partnership,
        body.as_of,
        sections,
        _list_withdrawn(version, body, today),
        body.notes,
        agreement=tally(session, version, find_closed(session, version)),
        signed=signed,
    )


def _list_withdrawn(version: DraftVersion, body: FrozenBody, today: date) -> tuple[Withdrawn, ...]:
    titles = {one.key: one.title for one in body.sections}
    return tuple(
        Withdrawn(one.number, titles[one.section_key], one.kind, one.since_on or today)
        for one in version.withdrawals
    )


def _read(
    session: Session, version: DraftVersion, body: FrozenBody, showing: Showing, subject_id: str
) -> ExcerptReading:
    parts = [
        QuotedPart(f"{one.spot}", **vars(one.passage), revision_id=one.frozen.revision_id)
        for one in list_standing(version, body)
    ]
    return read_excerpts(
        session,
        showing.viewer,
        parts,
        use_kind=showing.use_kind,
        subject_id=subject_id,
        now=showing.now,
        keys=showing.keys,
        for_consultation_id=version.consultation_id,
    )


def _read_carried(
    session: Session, version: DraftVersion, body: FrozenBody, showing: Showing, subject_id: str
) -> dict[Reference, CarriedText]:
    occasion = Occasion(showing.viewer, showing.use_kind, Purpose.QUOTE, subject_id, showing.now)
    return read_carried(session, version.consultation_id, list_carried_references(body), occasion)


def _show_section(filling: Filling, section: FrozenSection, signed: Signed | None) -> ShownPart:
    said = (say_status(block, signed) for block in section.blocks)
    blocks = tuple(_show(filling, section, place, block) for place, block in enumerate(said))
    return ShownPart(section.key, section.title, blocks)


def _show(filling: Filling, section: FrozenSection, place: int, block: Block) -> ShownBlock:
    spot = Spot(section.key, place)
    if isinstance(block, Quotation):
        return fill_quotation(filling, spot, block, section.quotations[block.id])
    kept = section.statements.get(block.statement_id) if isinstance(block, StatementReference) else None
    if isinstance(block, StatementReference) and find_number(block):
        return show_carried(filling.version, spot, block, kept, filling.carried)
    return ShownBlock(block, evidence=evidence_from_dict(kept.kind, kept.evidence) if kept else None)


def show_carried_words(
    session: Session, version: DraftVersion, section_key: str, showing: Showing, subject_id: str = ""
) -> dict[Spot, str]:
    """The carried words of a version's section that may be given now, by place; each use is recorded.

    subject_id: what they are used in, the version itself where nothing is said.
    """
    body = read_section(version, section_key)
    said = _read_carried(session, version, body, showing, subject_id or version.id)
    found = {}
    for section in body.sections:
        for place, block in enumerate(section.blocks):
            if isinstance(block, StatementReference) and find_number(block):
                spot, kept = Spot(section.key, place), section.statements.get(block.statement_id)
                shown = show_carried(version, spot, block, kept, said)
                if shown.evidence is not None and isinstance(shown.block, StatementReference):
                    found[spot] = shown.block.text
    return found
