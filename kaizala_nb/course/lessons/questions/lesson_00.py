"""The questions of lesson 00: a first message."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "00 twice",
        "You press Send, and then Send again. How many messages does Asha get?",
        (
            wrong("None.", "Nothing forbids a second request."),
            wrong("One: it is the same message.", "The service does not compare them: you may want to say it twice."),
            right("Two.", "Each press is a request, and POST makes something new each time."),
        ),
    ),
)
