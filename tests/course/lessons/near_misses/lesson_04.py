"""What learners might write for the checks of lesson 04."""

from tests.course.lessons.near_misses.trial import Trial

_BY_HAND = """
import time
from kaizala_nb import KaizalaError
try:
    kaizala.queries.fetch_polls()
except KaizalaError as busy:
    time.sleep(busy.retry_after)
    kaizala.queries.fetch_polls()
"""
_PLAIN = """
import time
import requests
address = f"{kaizala.environment['endpoint-url'].rstrip('/')}/v1/groups/{kaizala.environment['test-group-id']}/actions"
headers = {"accessToken": kaizala.environment["access-token"]}
reply = requests.get(address, headers=headers, params={"actionType": "poll"})
while reply.status_code == 429:
    time.sleep(int(reply.headers["Retry-After"]))
    reply = requests.get(address, headers=headers, params={"actionType": "poll"})
"""
_IMPATIENT = """
from kaizala_nb import KaizalaError
for _ in range(2):
    try:
        kaizala.queries.fetch_polls()
    except KaizalaError:
        pass
"""
_HALF_THE_WAIT = """
from kaizala_nb import KaizalaError
try:
    kaizala.queries.fetch_polls()
except KaizalaError as busy:
    kaizala.sandbox.advance(seconds=busy.retry_after / 2)
    kaizala.queries.fetch_polls()
"""
_COLUMN = 'answers["Are you for the move?"]'

TRIALS = (
    Trial(
        "04",
        at="### Fetch surveys in a group",
        right={
            "of polls": "first = kaizala.queries.fetch_polls(count=1)\n"
            "kaizala.queries.fetch_polls(count=1, from_date=first.df['sentAt'].max())"
        },
        wrong={
            "a first page": "kaizala.queries.fetch_surveys()",
            "the first page twice": "kaizala.queries.fetch_jobs(count=3)\nkaizala.queries.fetch_jobs(count=3)",
            "a larger page": "kaizala.queries.fetch_jobs(count=100)",
            "not a list of one kind": "kaizala.queries.fetch_jobs()\nkaizala.queries.fetch_action_responses(from_date=1)",
        },
    ),
    Trial(
        "04 last two",
        right={
            "by its number": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][5])",
            "by the largest but one": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'].nlargest(2).min(), count=2)",
            "a little earlier": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][5] - pd.Timedelta(minutes=30))",
        },
        wrong={
            "all of them": "kaizala.queries.fetch_jobs()",
            "all, chosen in the notebook": "kaizala.queries.fetch_jobs().df.tail(2)",
            "the first two": "kaizala.queries.fetch_jobs(count=2)",
            "from the job before": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][4])",
            "two, from the job before": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][4], count=2)",
            "only the last": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'].max())",
            "only the first of the two": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][5], count=1)",
            "one by one": "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][5], count=1)\n"
            "kaizala.queries.fetch_jobs(from_date=jobs['sentAt'][6], count=1)",
            "another kind": "kaizala.queries.fetch_surveys(from_date=jobs['sentAt'][5])",
        },
    ),
    Trial(
        "04 your turn",
        given={"answer": "answer"},
        right={
            "as a number of pandas": f'answer = {_COLUMN}.value_counts()["No"]',
            "as a number with a point": f'answer = float(({_COLUMN} == "No").sum())',
        },
        wrong={
            "Not sure counted too": f'answer = {_COLUMN}.str.contains("No").sum()',
            "one more": f'answer = ({_COLUMN} == "No").sum() + 1',
            "as a text": f'answer = str(({_COLUMN} == "No").sum())',
            "as a list": f'answer = [({_COLUMN} == "No").sum()]',
            "all of them": f"answer = len({_COLUMN})",
        },
    ),
    Trial(
        "04 drill",
        is_alone=True,
        right={"by hand": _BY_HAND, "in plain Python": _PLAIN},
        wrong={
            "impatient": _IMPATIENT,
            "half the wait": _HALF_THE_WAIT,
            "another request": "kaizala.groups.fetch_groups()",
        },
    ),
)
