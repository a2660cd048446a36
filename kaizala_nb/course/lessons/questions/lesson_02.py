"""The questions of lesson 02: groups."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "02 pages",
        "You asked for subscribers. The reply has 50 of them and a cursor. How do you get the next ones?",
        (
            wrong("You ask for a count of 100.", "A page has 50 at most, so the reply would stay the same."),
            wrong("You add 50 to the cursor.", "The cursor is a text that only the service understands."),
            wrong("You send the same request again.", "Without the cursor the reply is the first page once more."),
            right(
                "You send the request again, with the cursor in its body.",
                "The service goes on where the page ended, and a reply without a cursor is the last one.",
            ),
        ),
    ),
)
