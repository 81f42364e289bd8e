"""C2xx. Consultations, questionnaires and answering."""

from consult.failures.entry import ErrorEntry

COLLECTING: dict[str, ErrorEntry] = {
    "C201": ErrorEntry(
        "This consultation is not open.", "Contact the partnership if you still want to answer.", 410
    ),
    "C202": ErrorEntry(
        "Some required questions are not answered: {questions}.", "Go back to them, then send again.", 422
    ),
    "C203": ErrorEntry(
        "Somebody else changed this while you were writing.",
        "Both versions are kept and shown: choose or join them, then save.",
        409,
    ),
    "C204": ErrorEntry(
        "There are two versions of an answer: {questions}.", "Join them into one, then send again.", 409
    ),
    "C205": ErrorEntry(
        "This return was already sent.", "Use the return number on your receipt to see or change it.", 409
    ),
    "C206": ErrorEntry(
        "The page you sent had expired.", "Your answers were kept: check them and send again.", 400
    ),
    "C207": ErrorEntry(
        "We do not know that return number.", "Check each group of digits and try again.", 404
    ),
    "C208": ErrorEntry("A published questionnaire cannot be changed.", "Make a new version of it.", 409),
    "C209": ErrorEntry(
        "There is no consultation called {slug}.", "Check the name on the Consultations page.", 404
    ),
    "C210": ErrorEntry(
        "There is no question called {question}.", "Check the name in the questionnaire.", 422
    ),
    "C211": ErrorEntry("Too many tries.", "Wait a few minutes, then try again.", 429),
    "C212": ErrorEntry(
        "Consultation {slug} has no published questionnaire.", "Import one and publish it first.", 409
    ),
    "C213": ErrorEntry("There is already a consultation called {slug}.", "Choose another short name.", 409),
    "C214": ErrorEntry(
        "The closing date, {day}, has passed.", "Give a later closing date first, then open again.", 409
    ),
    "C215": ErrorEntry("This consultation is already {state}.", "Open its page again to see it.", 409),
    "C216": ErrorEntry(
        "This return is not there to be withdrawn: it is {state}.", "Open the list of returns again.", 409
    ),
    "C217": ErrorEntry(
        "A standing call is no response to government.",
        "Let the consultation whose response is drafted draw on it: open that one’s page.",
        409,
    ),
    "C218": ErrorEntry(
        "This form for experiences requires more than people must be asked: {questions}.",
        "Make these optional in the spreadsheet and check it again. At most two answers may be required: the "
        "age, which the site asks itself, and one question on the form's first page.",
        422,
    ),
    "C219": ErrorEntry(
        "The first page of this form for experiences asks nothing that people answer in their own words.",
        "Put one question of the type “text” on the form’s first page, and check it again. What is said at "
        "a listening event is kept as its answer.",
        422,
    ),
    "C224": ErrorEntry(
        "This return was changed or withdrawn while you were looking at it.",
        "Open its page again and decide anew.",
        409,
    ),
    "C225": ErrorEntry(
        "{count} of the questions that were read wait for a decision.",
        "Take each or leave it out, then make the questionnaire.",
        409,
    ),
    "C226": ErrorEntry(
        "None of the questions that were read was taken.",
        "Take those that the consultation asks, or read another document.",
        409,
    ),
    "C227": ErrorEntry(
        "Two of the questions taken have the number {number}.",
        "Open one of them and give it the number that the document gives it.",
        409,
    ),
    "C228": ErrorEntry(
        "The consultation has other words or another limit under the numbers {numbers} already.",
        "Give the new ones other numbers, or say that they take the place of those that are there.",
        409,
    ),
    "C231": ErrorEntry(
        "The text you started from is not one we know.",
        "Open it again, then put your changes in and save.",
        409,
    ),
    "C232": ErrorEntry(
        "The form does not accept some of the answers: {questions}.",
        "Go back to them and correct them, then send again.",
        422,
    ),
    "C233": ErrorEntry(
        "This form for experiences has conditions or checks.",
        "Take relevant, constraint, calculation, choice_filter and conditions in “required” out of the "
        "spreadsheet and check it again.",
        422,
    ),
    "C239": ErrorEntry(
        "Consultation {slug} has no such version of this questionnaire.",
        "Look at its page Questionnaire for the versions that there are.",
        404,
    ),
    "C249": ErrorEntry(
        "The questions cannot be made into a PDF at this moment.",
        "Wait a minute and try again, or ask us for them on paper: the page “Contact” says how.",
        503,
    ),
    "C241": ErrorEntry(
        "The language {language} cannot be added or taken out here.",
        "Choose one of those that the page offers.",
        409,
    ),
    "C243": ErrorEntry(
        "The languages {languages} lack something, and open together with the others or not at all.",
        "Open the list of what is missing, complete it, then try again.",
        409,
    ),
    "C244": ErrorEntry(
        "“{term}” is in the glossary already.",
        "Change the term that is there, or give this one another name.",
        409,
    ),
    "C250": ErrorEntry(
        "This return is not unfinished any more: it was sent, or withdrawn.",
        "Open it with its return number.",
        409,
    ),
    "C251": ErrorEntry(
        "More time needs a reason, and a day after the closing day that is not past.",
        "Enter both. To give everybody more time, change the closing day instead.",
        422,
    ),
    "C252": ErrorEntry(
        "Nobody can be given more time for this consultation: it is not open yet, or its response was sent.",
        "Add what comes late by hand, if it is still of use.",
        409,
    ),
    "C253": ErrorEntry(
        "Your organisation has sent a return already in the time that it was given.",
        "Open that one with its return number and change it, or contact the partnership.",
        409,
    ),
    "C257": ErrorEntry(
        "This browser has let go of that return.",
        "Open it with its return number, then put in what you typed.",
        409,
    ),
}
