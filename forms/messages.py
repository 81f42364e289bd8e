"""Every sentence this room says to people who answer, marked for translation."""


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Mark a message for the catalogues; whoever shows it passes it through its own `translate`."""
    return message


ERROR = N_("Error")

REQUIRED = N_("Answer this question to continue")
REQUIRED_CHOICE = N_("Select one of the choices to continue")
REQUIRED_CHOICES = N_("Select at least one of the choices to continue")
REQUIRED_DATE = N_("Enter a date to continue")

NOT_ACCEPTED = N_("This answer cannot be taken. Check it and change it")
NO_LONGER_OFFERED = N_("Something you chose is no longer offered. Choose again")

TEXT_TOO_LONG = N_(
    "Your answer has %(length)s characters and we can keep %(most)s. "
    "It is still here: shorten it, then continue"
)
NOT_WHOLE_NUMBER = N_("Enter a whole number in digits, for example 12")
NUMBER_TOO_LARGE = N_("Enter a number with no more than %(most)s digits")

DAY = N_("Day")
MONTH = N_("Month")
YEAR = N_("Year")
DATE_HINT = N_("For example, 27 3 2026")
DATE_WITHOUT_DAY = N_("The date needs a day")
DATE_WITHOUT_MONTH = N_("The date needs a month")
DATE_WITHOUT_YEAR = N_("The date needs a year")
DATE_NOT_DIGITS = N_("Enter the date in digits, for example 27 3 2026")
DATE_NOT_REAL = N_("This date does not exist. Check the day and the month")
DATE_YEAR_RANGE = N_("Enter the year with 4 digits, between %(first)s and %(last)s, as in the year 2026")

UNKNOWN_CHOICE = N_("Select from the choices shown")
SELECT_PROMPT = N_("Choose from the list")
SELECT_ALL_HINT = N_("Select all that apply")

PAGE_EXPIRED = N_("This page was open for too long. Your answer is still here: continue to send it again")
