"""What a community group does at a site that is told to, each in words of its own: a relay and an event."""

import re
from collections.abc import Mapping

from consult.cli.opening import get_today
from tests.integration.told_browser import NUMBER, Fields, Teller
from tests.integration.told_site import ToldSite

GROUP = "/your-experience/group"
RELAYED, DESCRIBED, LABELLED, CORRECTED = (
    "markrelay7021zq",
    "markown7022zq",
    "marklabel7023zq",
    "markright7024zq",
)
SAID, MET = "markpoint7025zq", "markmeeting7026zq"
MARKS = (RELAYED, DESCRIBED, LABELLED, CORRECTED, SAID, MET)
ALLOWED = {"q_permission": ["analyse", "quote"], "q_manner": "spoken", "q_describe": "own_words"}
MEETING = {"q_people": "14", "q_ages": ["25_44"], "q_languages": ["ti", "ar"]}
POINT = {"q_point_1": f"The hotel is far away, {SAID}.", "q_said_by_1": "most", "q_agreed": "all"}


class GroupWorker(Teller):
    """Somebody of a group of the sample, with its link."""

    def __init__(self, site: ToldSite) -> None:
        super().__init__(site)
        self._base, self._slug, self._group = (
            f"/your-experience/{site.slug}",
            site.slug,
            site.content.groups[0],
        )

    def relay(self) -> None:
        """Pass on what one person tells, who lets the group correct it and read it back."""
        self._begin("relay")
        self._fill("about", age="over")
        self._fill("q/what_happened", q_what_happened=f"We waited four months, {RELAYED}.")
        told = {"q_described_as": f"a {DESCRIBED}", "q_spoken_language": "ti", "q_wording": "summary"}
        self._fill("permission", {**ALLOWED, **told}, prompts_rest="keep")
        self._finish(LABELLED, q_group_powers=["correct", "read_back"])

    def relay_event(self) -> None:
        """Pass on what was said at a meeting."""
        self._begin("event")
        self._fill("event/people", {**MEETING, "q_month": get_today().strftime("%Y-%m")})
        self._fill("event/said", {**POINT, "q_may_print": "yes"}, prompts_rest="keep")
        self._finish(MET)

    def put_right(self) -> None:
        """Find the relay on the list by its label, read it back, and correct it."""
        self.get(f"{GROUP}/enter")
        self.post(f"{GROUP}/enter", return_number=self._group.number)
        self.get(f"{GROUP}/list/")
        assert LABELLED in self.page and MET in self.page
        found = re.search(rf'href="({GROUP}/list/[^"]+)"[^>]*>\s*<bdi>{LABELLED}', self.page)
        assert found
        assert RELAYED in self.get(f"{found[1]}/words")
        self.get(found[1])
        self.post(f"{found[1]}/correct", correction=f"It was five months, {CORRECTED}.", prompts_rest="keep")

    def _begin(self, way: str) -> None:
        self.get(f"{GROUP}/link/{self._group.token}")
        self.post(f"{GROUP}/{way}/{self._slug}")

    def _fill(self, step: str, given: Mapping[str, Fields] | None = None, **more: Fields) -> None:
        self.get(f"{self._base}/{step}")
        self.post(f"{self._base}/{step}", given, **more)

    def _finish(self, label: str, **powers: Fields) -> None:
        self._fill("group", {"q_group_label": label, **powers}, prompts_rest="keep")
        self._fill("check", prompts_rest="keep")
        assert NUMBER.search(self.page), self.page
        self._fill("number", written_down="yes")
