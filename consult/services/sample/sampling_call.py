"""The demonstration's fictional call for experiences that is open with no consultation."""

from consult.services.consultations.consulting import ConsultationPlan

CALL = ConsultationPlan(
    slug="any-time",
    title={
        "en": "Tell us at any time",
        "ar": "أخبرونا في أي وقت",
        "uk": "Розкажіть нам будь-коли",
        "cy": "Dywedwch wrthym unrhyw bryd",
    },
    summary={"en": "A call that is always open: what you have lived through here, whatever it is about."},
    is_fictional=True,
    is_standing_call=True,
)
