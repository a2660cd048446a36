"""The questions of lesson 08: another API."""

from kaizala_nb.course.lessons.questions.question import Question, right, wrong

QUESTIONS = (
    Question(
        "08 token",
        "You ask for the books, and you have not logged in. Which status comes?",
        (
            wrong("403", "That says: I know you, and you may not do this. The library does not know you."),
            wrong("404", "The list of books is there. The library does not show it to strangers."),
            wrong("429", "That says: you ask too often. This was one request."),
            right("401", "The library does not know who asks. A login cures it."),
        ),
    ),
    Question(
        "08 key",
        "You add a book, and no reply comes. May your program send the POST again?",
        (
            wrong("Yes. POST says how things should be.", "PUT does. A second POST can make a second book."),
            right("Yes, if both carry the same key.", "The service knows the key, and gives the first reply again."),
            wrong("Yes, with a new key.", "A new key says: this is another thing to do. There would be two books."),
            wrong("No, never.", "With a key the service can see that it is the same request."),
        ),
    ),
    Question(
        "08 bytes",
        "The library signs the body of its call. Over what do you calculate the signature?",
        (
            right("The bytes of the body, as they came.", "One other space or quotation mark gives another number."),
            wrong(
                "The JSON, read and written again.",
                "Writing it again can change spaces or letters, and then nothing fits.",
            ),
            wrong(
                "The header with the signature.", "A signature cannot be over itself: it would change what it signs."
            ),
            wrong("The address of the inbox.", "It is the same for every call, so it says nothing about the body."),
        ),
    ),
    Question(
        "08 curl",
        "Which part of the cURL command becomes headers= in requests?",
        (
            wrong("--request GET", "That is the method: it becomes requests.get."),
            wrong("The address", "It is the first argument: requests.get(address)."),
            right("--header", "Name and value stand in one text there, and apart in a dictionary of Python."),
        ),
    ),
)
