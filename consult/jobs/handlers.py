"""Which function does which kind of job: one row each."""

from collections.abc import Mapping

from consult.jobs.analysis import analyse_consultation
from consult.jobs.drafting import draft_consultation
from consult.jobs.rechecking import recheck_draft
from consult.jobs.running import Handler
from consult.jobs.sending import send_message
from consult.jobs.suggesting import suggest_tags
from consult.vocabulary import JobKind

HANDLERS: Mapping[JobKind, Handler] = {
    JobKind.ANALYSE: analyse_consultation,
    JobKind.DRAFT: draft_consultation,
    JobKind.RECHECK: recheck_draft,
    JobKind.SEND_MESSAGE: send_message,
    JobKind.SUGGEST: suggest_tags,
}
