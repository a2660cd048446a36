"""The questions of lesson 03: content."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "03 choices",
        'Your own body of a poll has "choices": ["Yes", "No"]. The service answers 400 and names choices[0]. What is wrong?',
        (
            wrong("A poll needs three choices.", "Two are enough, and the 400 does not speak of their number."),
            wrong("The choices must be one text.", "A list is right: the 400 names a thing inside it."),
            right(
                'A choice must be an object, {"title": "Yes"}.',
                "choices[0] is the first choice, and here it is only a text.",
            ),
            wrong("Yes and No must be true and false.", "A choice is what people read, so it holds a text."),
        ),
    ),
)
