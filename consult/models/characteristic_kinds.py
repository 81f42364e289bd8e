"""The protected characteristics that a tag may stand for, as they are stored."""

from enum import StrEnum


class Characteristic(StrEnum):
    """Those of the Equality Act 2010, section 4, in its order."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender_reassignment"
    MARRIAGE = "marriage"
    PREGNANCY = "pregnancy"
    RACE = "race"
    RELIGION = "religion"
    SEX = "sex"
    ORIENTATION = "orientation"
