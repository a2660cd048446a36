"""The questions of lesson 01: authentication."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "01 smallest",
        "A program writes the menu of the canteen into one group, each morning. Which is the smallest token that is enough?",
        (
            wrong("Yours, by a PIN.", "It reaches all your groups. Who gets it can do there what you can do."),
            wrong("One for the organisation.", "It reaches every group of everybody, and the program needs one."),
            wrong("None, only the secret of its connector.", "The secret says which program calls, and not for whom."),
            right("One for that group.", "It reaches this group and those below it. If it is lost, the harm is small."),
        ),
    ),
)
