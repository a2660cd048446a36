"""The questions of lesson 04: queries."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "04 pages",
        "There are seven jobs. A page holds three, and begins with the last job of the page before. How many requests bring all?",
        (
            wrong("Two.", "Two pages of three hold six jobs at most."),
            wrong(
                "Three.",
                "The first page brings three new jobs, and each page after it only two. Nobody knows yet that it was the last.",
            ),
            right("Four.", "They bring 1 2 3, then 3 4 5, then 5 6 7, and at last 7 alone: hasMore is false."),
            wrong("Seven.", "A page brings more than one job, so you need not ask for each of them."),
        ),
    ),
)
