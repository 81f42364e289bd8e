"""Every model, imported so that the metadata is complete for migrations and tests."""

from consult.models import (
    analysis,
    audit,
    base,
    coding,
    consent,
    consultation,
    draft,
    job,
    questionnaire,
    region,
    response,
    revision,
    speakers,
    staff,
)

METADATA = base.Base.metadata
MODULES = (
    analysis,
    audit,
    coding,
    consent,
    consultation,
    draft,
    job,
    questionnaire,
    region,
    response,
    revision,
    speakers,
    staff,
)
