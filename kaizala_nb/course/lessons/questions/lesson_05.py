"""The questions of lesson 05: webhooks."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "05 twice",
        "The same event comes twice. What does a good program do with the second one?",
        (
            wrong("It does the work once more.", "Then somebody who asked once gets two messages."),
            right("It answers 200 and does nothing else.", "The service then knows that the event has arrived."),
            wrong("It answers 500.", "The service would think that the event was lost, and send it a third time."),
            wrong("It ends the webhook.", "To send twice is no fault: the service did not hear the first answer."),
        ),
    ),
)
