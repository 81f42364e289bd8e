"""Where the sealed words of accounts belong, so that sealing and opening name the same place."""

from consult.sealing.payloads import Place

LAYOUT = 1


def place_of_answer(answer_id: str, revision_id: str) -> Place:
    """The words of one answer as one revision has them: those of an earlier revision do not open there."""
    return Place("answer", answer_id, f"value in {revision_id}", LAYOUT)


def place_of_any_revision(answer_id: str) -> Place:
    """Where answers were sealed before revisions were told apart; nothing is sealed there any more."""
    return Place("answer", answer_id, "value", LAYOUT)


def place_of_coding(coding_id: str, field: str) -> Place:
    """What a coding says of an account: field is "because" or "memo"."""
    return Place("coding", coding_id, field, LAYOUT)


def place_of_segment_language(segment_id: str) -> Place:
    """The language that a passage of an account was found to be in."""
    return Place("segment", segment_id, "language_sealed", LAYOUT)


def place_of_redactions(response_id: str) -> Place:
    """What was taken out of an account before it may be quoted."""
    return Place("redaction_record", response_id, "sealed", LAYOUT)


def place_of_provenance(response_id: str) -> Place:
    """How one account was told and written down."""
    return Place("account_provenance", response_id, "told_sealed", LAYOUT)


def place_of_appeal(response_id: str) -> Place:
    """What a person answered when their account was set aside."""
    return Place("handling", response_id, "appeal_sealed", LAYOUT)


def place_of_danger(response_id: str) -> Place:
    """What may speak of danger in an account."""
    return Place("danger_suggestion", response_id, "sealed", LAYOUT)


def place_of_concern(concern_id: str) -> Place:
    """What is kept of a concern, under its own key."""
    return Place("concern", concern_id, "sealed", LAYOUT)


def place_of_account_key(response_id: str) -> Place:
    """The key of one account, locked for whoever gave it."""
    return Place("account_key", response_id, "locked_for_person", LAYOUT)


def place_of_group_wrap(response_id: str) -> Place:
    """The key of one account, locked for the community group that wrote it down."""
    return Place("account_key", response_id, "locked_for_group", LAYOUT)


def place_of_message(message_id: str, number: int, *, is_from_person: bool) -> Place:
    """One message between staff and whoever told an experience: who said it and where it stands go with it.

    Not its day, which is made a week where few came (keeping/coarsening.py).
    """
    said_by = "the person" if is_from_person else "staff"
    return Place("account_message", message_id, f"{number} of {said_by}", LAYOUT + 1)


def place_of_old_message(message_id: str) -> Place:
    """Where messages were sealed before who said them went with them; nothing is sealed there any more."""
    return Place("account_message", message_id, "sealed", LAYOUT)


def place_of_translation(translation_id: str, question_id: str, revision_id: str, language: str) -> Place:
    """One answer in another language; it passes for no other answer, wording or language."""
    return Place("translation", translation_id, f"{question_id} of {revision_id} in {language}", LAYOUT)


def place_of_group_key(group_id: str) -> Place:
    """A community group's private half, locked under its number."""
    return Place("relay_group", group_id, "locked_private_key", LAYOUT)


def place_of_event(response_id: str) -> Place:
    """Who took part in a listening event, and how many said what."""
    return Place("listening_event", response_id, "told_sealed", LAYOUT)


def place_of_kept_away(response_id: str) -> Place:
    """Who must never read or translate one account."""
    return Place("kept_away", response_id, "named_sealed", LAYOUT)


def place_of_copy(copy_id: str) -> Place:
    """The passages of one copy that was made for somebody outside."""
    return Place("account_copy", copy_id, "sealed", LAYOUT)
