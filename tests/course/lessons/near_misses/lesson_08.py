"""What learners might write for the checks of lesson 08."""

from tests.course.lessons.near_misses.trial import Trial

_ADD = 'library.books.add_a_book(title="Islands", note="A gift")\n'
_CHANGE = "library.books.change_a_book(price=15)\n"
_READ = "library.books.read_a_book()\n"
_IN_REQUESTS = """
import requests
base, headers = library.sandbox.url, {"Authorization": f"Bearer {library.environment['token']}"}
made = requests.post(f"{base}/books", json={"title": "Islands", "note": "A gift"}, headers=headers)
requests.patch(made.headers["Location"], json={"price": 15}, headers=headers)
requests.get(made.headers["Location"], headers=headers)
"""

_LOOP = """
from kaizala_nb import ApiError
for _ in range(6):
    try:
        library.start.opening_hours()
    except ApiError as error:
"""
_TURN = "        library.sandbox.advance(seconds=error.retry_after)\n"
_AGAIN = "        library.start.opening_hours()\n"
_IN_REQUESTS_TOO = """
import requests
got = 0
while got < 6:
    reply = requests.get(f"{library.sandbox.url}/hours")
    if reply.status_code == 429:
        library.sandbox.advance(seconds=int(reply.headers["Retry-After"]))
    else:
        got += 1
"""

_SHORT = "        library.sandbox.advance(seconds=1)\n"
_UNGUARDED = """
try:
    for _ in range(6):
        library.start.opening_hours()
except Exception:
    pass
"""
_LATER = "library.sandbox.advance(minutes=1)\n"  # until the learner runs the program again

_DEFINE = "import hashlib, hmac, json\ndef is_from_library(body, signature):\n"
_HMAC = 'hmac.new(secret.encode(), body, "sha256").hexdigest()'

_BEGIN = """
address, titles, reply = f"{library.sandbox.url}/books", [], None
headers = {"Authorization": f"Bearer {library.environment['token']}"}
"""
_GET = "requests.get(address, headers=headers)"
_TAKE = "titles += [book['title'] for book in reply.json()['data']]\n"
_NEXT = """
reply = requests.get(address, headers=headers)
while True:
    titles += [book["title"] for book in reply.json()["data"]]
    if "next" not in reply.links:
        break
    reply = requests.get(reply.links["next"]["url"], headers=headers)
"""

TRIALS = (
    Trial(
        "08 book",
        right={
            "plain requests": _IN_REQUESTS,
            "another book before": 'library.books.add_a_book(title="One more")\n' + _ADD + _CHANGE + _READ,
            "another book afterwards": _ADD + _CHANGE + _READ + 'library.books.add_a_book(title="One more")\n',
            "by a form": _ADD + "library.books.change_a_book.form(price=15).send_once()\n" + _READ,
        },
        wrong={
            "not changed": _ADD + _READ,
            "without a note": _ADD.replace(', note="A gift"', "") + _CHANGE + _READ,
            "the right price at once": _ADD.replace(")", ", price=15)") + _READ,
            "a second book in place of a change": _ADD + _ADD.replace(")", ", price=15)") + _READ,
            "another price": _ADD + _CHANGE.replace("15", "16") + _READ,
            "a change of another book": _ADD + _CHANGE.replace("(", '(book_id="18", ') + _READ,
            "not read": _ADD + _CHANGE,
            "read too early": _ADD + _READ + _CHANGE,
            "no title of your own": _ADD.replace("Islands", "Small Boats") + _CHANGE + _READ,
        },
        given={"api": "library"},
    ),
    Trial(
        "08 wait",
        right={
            "the clock turned": _LOOP + _TURN + _AGAIN,
            "after two wrong runs": _UNGUARDED + _LATER + _LOOP + _TURN + _LATER + _LOOP + _TURN + _AGAIN,
            "plain requests": _IN_REQUESTS_TOO,
            "run twice at once": _LOOP + _TURN + _AGAIN + _LOOP + _TURN + _AGAIN,
        },
        wrong={
            "passed over": _LOOP + "        pass\n",
            "waited, and not sent again": _LOOP + _TURN,
            "an error in the first line under except, then not sent again": _LATER
            + _UNGUARDED
            + "library.sandbox.advance(seconds=7)\n"
            + _LOOP
            + _TURN,
            "waited, and not sent again, run twice at once": _LOOP + _TURN + _LOOP + _TURN,
            "waited, and not sent again, run twice": _LOOP + _TURN + _LATER + _LOOP + _TURN,
            "too short a wait first, then not sent again": _LOOP + _SHORT + _LATER + _LOOP + _TURN,
            "without try first, then not sent again": _UNGUARDED + _LATER + _LOOP + _TURN,
            "sent again at once": _LOOP
            + "        pass\n"
            + _IN_REQUESTS_TOO.replace("advance(seconds=int", "advance(seconds=0 * int").replace(
                "while got < 6:", "for _ in range(9):"
            ),
            "a shorter wait": _IN_REQUESTS_TOO.replace("seconds=int", "seconds=0.4 * int"),
            "the notebook waits": 'library.sandbox.teach("limit", calls=3, seconds=1)\n'
            + "library.session.wait_when_throttled = True\nfor _ in range(6):\n    library.start.opening_hours()\n",
            "always slow": "for _ in range(6):\n    library.sandbox.advance(seconds=5)\n    library.start.opening_hours()\n",
        },
        given={"api": "library"},
    ),
    Trial(
        "08 signature",
        right={
            "hmac.digest": _DEFINE
            + '    number = hmac.digest(secret.encode(), body, "sha256").hex()\n'
            + '    return hmac.compare_digest("sha256=" + number, signature)\n',
            "without the word": _DEFINE
            + '    kind, _, number = signature.partition("=")\n'
            + f'    return kind == "sha256" and hmac.compare_digest(number, {_HMAC})\n',
        },
        wrong={
            "everybody": _DEFINE + "    return True\n",
            "bytes and text mixed": _DEFINE + f"    return signature == 'sha256=' + {_HMAC.replace('.encode()', '')}\n",
            "digest in place of hexdigest": _DEFINE
            + f"    return hmac.compare_digest(signature, {_HMAC.replace('hex', '')})\n",
            "print in place of return": _DEFINE + f"    print(signature == 'sha256=' + {_HMAC})\n",
            "nobody": _DEFINE + "    return False\n",
            "the word is left out": _DEFINE + f"    return hmac.compare_digest(signature, {_HMAC})\n",
            "the JSON written again": _DEFINE
            + "    body = json.dumps(json.loads(body)).encode()\n"
            + f"    return signature == 'sha256=' + {_HMAC}\n",
            "without the secret": _DEFINE + '    return signature == "sha256=" + hashlib.sha256(body).hexdigest()\n',
            "the wrong secret": _DEFINE + f"    return signature == 'sha256=' + {_HMAC.replace('()', '()[1:]', 1)}\n",
            "somewhere in the signature": _DEFINE + f"    return 'sha256=' + {_HMAC} in signature\n",
            "a piece of the signature": _DEFINE + f"    return signature in 'sha256=' + {_HMAC}\n",
            "a signature of any kind": _DEFINE + '    return signature.startswith("sha256=")\n',
            "an error": _DEFINE + f"    body = body.encode()\n    return signature == 'sha256=' + {_HMAC}\n",
        },
        given={"api": "library", "verify": "is_from_library"},
    ),
    Trial(
        "08 pages",
        right={
            "until there is no next": _BEGIN + _NEXT,
            "two books with one title": 'library.books.add_a_book(title="Salt Roads")\n' + _BEGIN + _NEXT,
            "a look at the first page afterwards": _BEGIN + _NEXT + _GET + "\n",
            "a second try in a list that begins anew": _BEGIN + _NEXT + _BEGIN + _NEXT,
        },
        wrong={
            "the first page": _BEGIN + f"reply = {_GET}\n" + _TAKE,
            "without the last page": _BEGIN
            + f"reply = {_GET}\nwhile 'next' in reply.links:\n    {_TAKE}"
            + "    reply = requests.get(reply.links['next']['url'], headers=headers)\n",
            "a page twice": _BEGIN + f"reply = {_GET}\n" + _TAKE + _NEXT,
            "addresses of its own": _BEGIN
            + f"for page in (1, 2, 3):\n    reply = requests.get(f'{{address}}?page={{page}}', headers=headers)\n    {_TAKE}",
            "a second try in the same list": _BEGIN + _NEXT + _NEXT,
            "one large page": _BEGIN + "address += '?per_page=100'\n" + f"reply = {_GET}\n" + _TAKE,
            "one large page, after all pages": _BEGIN
            + _NEXT
            + "titles, address = [], address + '?per_page=100'\n"
            + f"reply = {_GET}\n"
            + _TAKE,
            "by the notebook": "titles = list(library.books.list_books(per_page=2).all_pages().df['title'])\n",
            "ids": _BEGIN + _NEXT.replace('["title"]', '["id"]'),
            "without a token": _BEGIN
            + f"reply = {_GET.replace(', headers=headers', '')}\n"
            + "titles += reply.json().get('data', [])\n",
        },
        given={"api": "library", "titles": "titles"},
    ),
)
