"""The questions of lesson 07: bots."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "07 status",
        "The bot has a good token, and is in no group. It sends a message to Field team. Which status does it get?",
        (
            wrong("200", "The bot owns a name and a token, and neither of them opens a group."),
            wrong("401", "That says: I do not know who you are. But the token is good."),
            wrong("403", "That says: you may not do this here. But the bot is not to know that the group exists."),
            right("404", "For whoever is not in a group, the group does not exist."),
        ),
    ),
)
