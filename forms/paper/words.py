"""What a sheet of paper says in our own words, marked for translation."""

from forms.messages import N_

TICK_ONE = N_("Tick one")
TICK_ALL = N_("Tick all that apply")
MUST_BE_ANSWERED = N_("Please answer this question")
TOO_MANY_CHOICES = N_("The list has %(count)s choices. It is in the online form. Write your choice here")

ANSWER_IF_ALL = N_("Answer this only if all of these are so:")
ANSWER_IF_ANY = N_("Answer this only if one of these is so:")
ANSWER_IF = N_("Answer this only if: %(condition)s")
ANSWER_IF_IT_APPLIES = N_("Answer this only if it applies to you")

CHOSE = N_("at question %(number)s you chose “%(answer)s”")
DID_NOT_CHOOSE = N_("at question %(number)s you did not choose “%(answer)s”")
ANSWERED = N_("you answered question %(number)s")
DID_NOT_ANSWER = N_("you did not answer question %(number)s")
IS = N_("your answer to question %(number)s is %(answer)s")
IS_NOT = N_("your answer to question %(number)s is not %(answer)s")
IS_MORE = N_("your answer to question %(number)s is more than %(answer)s")
IS_LESS = N_("your answer to question %(number)s is less than %(answer)s")
IS_AT_LEAST = N_("your answer to question %(number)s is %(answer)s or more")
IS_AT_MOST = N_("your answer to question %(number)s is %(answer)s or less")
