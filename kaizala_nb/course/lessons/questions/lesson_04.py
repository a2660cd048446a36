"""The questions of lesson 04: queries."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "04 pages",
        "Seven jobs: a page holds three, and begins with the last one before. The loop sends while hasMore is true. "
        "How many requests?",
        (
            wrong("Two.", "Two pages of three hold six jobs at most."),
            wrong(
                "Three.",
                "They bring all jobs. But the third page is full, so its hasMore is true. The loop asks again.",
            ),
            right("Four.", "They bring 1 2 3, then 3 4 5, then 5 6 7, and at last 7 alone. That page is not full."),
            wrong("Seven.", "A page brings more than one job, so you need not ask for each of them."),
        ),
    ),
)
