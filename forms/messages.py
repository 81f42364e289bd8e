"""Every sentence this room says to people who answer, marked for translation."""


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Mark a message for the catalogues; whoever shows it passes it through its own `translate`."""
    return message


ERROR = N_("Error")

REQUIRED = N_("Answer this question to continue")
REQUIRED_CHOICE = N_("Select one of the choices to continue")
REQUIRED_CHOICES = N_("Select at least one of the choices to continue")
REQUIRED_DATE = N_("Enter a date to continue")
REQUIRED_TIME = N_("Enter a time to continue")
REQUIRED_MOMENT = N_("Enter a date and a time to continue")
REQUIRED_TICK = N_("Tick the box to continue")
REQUIRED_RANK = N_("Give at least one of the choices a number to continue")

NOT_ACCEPTED = N_("This answer cannot be taken. Check it and change it")
NO_LONGER_OFFERED = N_("Something you chose is no longer offered. Choose again")

TEXT_TOO_LONG = N_(
    "Your answer has %(length)s characters and we can keep %(most)s. "
    "It is still here: shorten it, then continue"
)
NOT_WHOLE_NUMBER = N_("Enter a whole number in digits, for example 12")
NUMBER_TOO_LARGE = N_("Enter a number with no more than %(most)s digits")

NOT_NUMBER = N_("Enter a number in digits, for example 12 or 12.5")
NUMBER_TWO_WAYS = N_("This can be read as two numbers. Write %(whole)s or %(part)s")
RANGE_HINT_WHOLE = N_("A whole number from %(start)s to %(end)s")
RANGE_HINT = N_("A number from %(start)s to %(end)s, in steps of %(step)s")
RANGE_OUTSIDE = N_("Enter a number from %(start)s to %(end)s")
RANGE_BETWEEN_STEPS = N_("Enter a number in steps of %(step)s: %(below)s or %(above)s is near")

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

HOUR = N_("Hour")
MINUTE = N_("Minute")
TIME_HINT = N_("Use the 24-hour clock. For example, 14 30")
TIME_WITHOUT_HOUR = N_("The time needs an hour")
TIME_WITHOUT_MINUTE = N_("The time needs minutes. Write 00 for a full hour")
TIME_NOT_DIGITS = N_("Enter the time in digits, for example 14 30")
TIME_HOUR_RANGE = N_("Enter the hour as a number from 0 to 23")
TIME_MINUTE_RANGE = N_("Enter the minutes as a number from 0 to 59")
MOMENT_HINT = N_("For example, 27 3 2026, 14 30")
MOMENT_WITHOUT_TIME = N_("The date needs a time too")

CONFIRM = N_("I confirm this")
NOT_A_TICK = N_("Tick the box, or leave it empty")

RANK_HINT = N_("Write 1 beside what comes first, 2 beside the next, and so on. You can leave some empty")
RANK_NOT_PLACE = N_("Enter a number from 1 to %(most)s beside “%(choice)s”, or leave it empty")
RANK_SAME_PLACE = N_("“%(choice)s” and “%(other)s” have the same number. Give each its own")

UNKNOWN_CHOICE = N_("Select from the choices shown")
SELECT_PROMPT = N_("Choose from the list")
SELECT_ALL_HINT = N_("Select all that apply")

FIND_HINT = N_("Type part of it and continue. Then choose from what is found")
FIND_NONE = N_("Nothing in the list fits “%(typed)s”. Check the spelling, or type less of it")
FIND_SEVERAL = N_("Choose which of these you mean, or type something else")
FIND_MANY = N_("%(count)s in the list fit. Choose one of the first ones, or type more of it")
FIND_LEGEND = N_("Which one do you mean?")
FIND_STATUS = N_("%(count)s found. Choose with the arrow keys")
FIND_NOTHING = N_("Nothing found")

PAGE_EXPIRED = N_("This page was open for too long. Your answer is still here: continue to send it again")
