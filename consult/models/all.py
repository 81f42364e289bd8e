"""Every model, imported so that the metadata is complete for migrations and tests."""

from consult.models import (
    analysis,
    audit,
    base,
    care,
    coding,
    consent,
    consultation,
    draft,
    job,
    provenance,
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
    care,
    coding,
    consent,
    consultation,
    draft,
    job,
    provenance,
    questionnaire,
    region,
    response,
    revision,
    speakers,
    staff,
)
