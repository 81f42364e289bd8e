"""How far two people who tag the same passages agree: draw them, tag them blind, compare, settle."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.blind import BlindSample
from consult.models.consultation import Consultation
from consult.queries.blind import list_samples
from consult.services.consultations.consulting import get_consultation
from consult.services.reliability import tagging_blind
from consult.services.reliability.agreeing_tags import agree, measure_sample, open_differences
from consult.services.reliability.drawing_blind import draw_blind, get_sample, list_coders
from consult.services.tags import coding
from consult.web.access import ANALYSE, MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_forms.reliability import BlindForm
from consult.web.key_store import get_account_keys
from consult.web.reliability_words import list_tables
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_reliability", __name__, url_prefix="/desk/consultations/<slug>/reliability")


@bp.route("", methods=["GET", "POST"])
@allow(ANALYSE)
def index(slug: str) -> ResponseReturnValue:
    """The samples so far, and the form that draws one."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    form, names = BlindForm(), {one.id: one.name for one in list_coders(session)}
    form.offer(list(names.items()))
    if form.validate_on_submit():
        sample = draw_blind(session, get_current_viewer(), consultation, form.read(), now=get_now())
        flash("The passages are drawn. Each of the two tags them without seeing the other's tags.")
        return redirect(url_for(".show", slug=slug, sample_id=sample.id))
    samples = list_samples(session, consultation.id)
    given = {"consultation": consultation, "samples": samples, "names": names, "form": form}
    return render_template("desk/reliability/index.html", **given, errors=form.list_errors())


@bp.get("/<sample_id>")
@allow(ANALYSE)
def show(slug: str, sample_id: str) -> ResponseReturnValue:
    """How the sample stands: who is not done yet, or how far the two agree."""
    consultation, sample = _get(slug, sample_id)
    session, viewer = get_session(), get_current_viewer()
    return render_template(
        "desk/reliability/show.html",
        consultation=consultation,
        sample=sample,
        names={one.id: one.name for one in list_coders(session)},
        role=_find_unfinished_role(sample),
        tables=[] if sample.is_open else list_tables(measure_sample(session, viewer, sample), _list_labels()),
    )


@bp.get("/<sample_id>/tag")
@allow(ANALYSE)
def tag(slug: str, sample_id: str) -> ResponseReturnValue:
    """One passage to tag, with the codebook and nothing else; only for the two, until they are done."""
    if not _find_unfinished_role(_get(slug, sample_id)[1]):
        return redirect(url_for(".show", slug=slug, sample_id=sample_id))
    number, keys = request.args.get("number", type=int), get_account_keys()
    with brief_transaction(writes=True) as session:
        sample = _get(slug, sample_id)[1]
        viewer = get_current_viewer()
        turn = tagging_blind.open_turn(session, viewer, sample, number, keys=keys, now=get_now())
    return render_template("desk/reliability/tag.html", turn=turn, **_describe(slug, sample_id))


@bp.post("/<sample_id>/tag/<passage_id>")
@allow(ANALYSE)
def decide(slug: str, sample_id: str, passage_id: str) -> ResponseReturnValue:
    """Give a passage its tags, or none, and go on to the next."""
    _, sample = _get(slug, sample_id)
    codes, viewer = request.form.getlist("codes"), get_current_viewer()
    tagging_blind.tag_blind(get_session(), viewer, sample, passage_id, codes, now=get_now())
    number = request.form.get("next", type=int)
    return redirect(url_for(".tag", slug=slug, sample_id=sample_id, number=number))


@bp.post("/<sample_id>/finish")
@allow(ANALYSE)
def finish(slug: str, sample_id: str) -> ResponseReturnValue:
    """Say that one is done."""
    _, sample = _get(slug, sample_id)
    tagging_blind.finish_blind(get_session(), get_current_viewer(), sample, now=get_now())
    flash("You are done with this sample. Your tags stand as you gave them.")
    return redirect(url_for(".show", slug=slug, sample_id=sample_id))


@bp.post("/<sample_id>/close")
@allow(MANAGE)
def close(slug: str, sample_id: str) -> ResponseReturnValue:
    """End the tagging for whoever does not finish."""
    _, sample = _get(slug, sample_id)
    tagging_blind.close_blind(get_session(), get_current_viewer(), sample, now=get_now())
    flash("The sample is closed. What both of them tagged is compared.")
    return redirect(url_for(".show", slug=slug, sample_id=sample_id))


@bp.get("/<sample_id>/differences")
@allow(ANALYSE)
def differences(slug: str, sample_id: str) -> ResponseReturnValue:
    """The passages where the two differ, to be settled together."""
    page, keys = request.args.get("page", 1, type=int), get_account_keys()
    with brief_transaction(writes=True) as session:
        sample = _get(slug, sample_id)[1]
        viewer = get_current_viewer()
        found = open_differences(session, viewer, sample, page=page, keys=keys, now=get_now())
    return render_template("desk/reliability/differences.html", found=found, **_describe(slug, sample_id))


@bp.post("/<sample_id>/differences/<passage_id>")
@allow(ANALYSE)
def settle(slug: str, sample_id: str, passage_id: str) -> ResponseReturnValue:
    """Keep what was agreed, beside what each of the two gave."""
    _, sample = _get(slug, sample_id)
    codes, viewer = request.form.getlist("codes"), get_current_viewer()
    agree(get_session(), viewer, sample, passage_id, codes, now=get_now())
    page = request.args.get("page", 1, type=int)
    anchor = f"p-{passage_id}"
    return redirect(url_for(".differences", slug=slug, sample_id=sample_id, page=page, _anchor=anchor))


def _get(slug: str, sample_id: str) -> tuple[Consultation, BlindSample]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_sample(get_session(), consultation.id, sample_id)


def _describe(slug: str, sample_id: str) -> dict[str, Any]:
    """What both pages with words show besides them."""
    consultation, sample = _get(slug, sample_id)
    names = {one.id: one.name for one in list_coders(get_session())}
    codes, labels = coding.list_codes(get_session()), _list_labels()
    return {"consultation": consultation, "sample": sample, "names": names, "codes": codes, "labels": labels}


def _list_labels() -> dict[str, str]:
    return {one.key: one.label for one in coding.list_codes(get_session())}


def _find_unfinished_role(sample: BlindSample) -> str:
    """The role of whoever looks, while they still have passages to tag; empty for everybody else."""
    role = tagging_blind.find_role(sample, get_current_viewer())
    return role.value if role and not tagging_blind.is_done(sample, role) else ""
