"""What learners might write for the checks of lesson 04."""

from tests.course.lessons.near_misses.trial import Trial

_BUSY = """
import time
import requests
from kaizala_nb import KaizalaError
kaizala.sandbox.clear_faults()
kaizala.sandbox.fail_next(status=429, retry_after=1, path="/actions")
"""
_TRY = _BUSY + "try:\n    kaizala.queries.fetch_polls()\nexcept KaizalaError as error:\n    "
_AGAIN = "kaizala.queries.fetch_polls()\n"
_PLAIN = f"""{_BUSY}
address = f"{{kaizala.environment['endpoint-url'].rstrip('/')}}/v1/groups/{{kaizala.environment['test-group-id']}}/actions"
headers = {{"accessToken": kaizala.environment["access-token"]}}
for attempt in range(5):
    reply = requests.get(address, headers=headers, params={{"actionType": "poll"}})
    if reply.status_code != 429:
        break
    time.sleep(int(reply.headers["Retry-After"]))
"""
_LOOP = f"""{_BUSY}
for attempt in range(5):
    try:
        polls = kaizala.queries.fetch_polls()
        break
    except KaizalaError as error:
        time.sleep(error.retry_after)
"""
_SESSION = "kaizala.session.wait_when_throttled = True\n"
_SUCCESS = f"{_TRY}time.sleep(error.retry_after)\n    {_AGAIN}"
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
            "as a text": "kaizala.queries.fetch_jobs(from_date=str(jobs['sentAt'][5]))",
            "by its title": "kaizala.queries.fetch_jobs(from_date=jobs.set_index('title')['sentAt']['Book a van'])",
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
            "from the number of its row": "kaizala.queries.fetch_jobs(from_date=5)",
            "the table cut here": "jobs[jobs['sentAt'] >= jobs['sentAt'][5]]",
            "a form that is not sent": "kaizala.queries.fetch_jobs.form(from_date=jobs['sentAt'][5])",
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
            "all who did not say Yes": f'answer = len(answers) - {_COLUMN}.value_counts()["Yes"]',
            "of the poll": 'answer = votes["Lunch on moving day?"].value_counts()["Soup"]',
            "one more": f'answer = ({_COLUMN} == "No").sum() + 1',
            "as a text": f'answer = str(({_COLUMN} == "No").sum())',
            "the counts of all answers": f"answer = {_COLUMN}.value_counts()",
            "the rows of those who said No": f'answer = answers[{_COLUMN} == "No"]',
            "as a list": f'answer = [({_COLUMN} == "No").sum()]',
            "all of them": f"answer = len({_COLUMN})",
            "Not sure only": f'answer = {_COLUMN}.value_counts()["Not sure"]',
            "each text with No in it": f'answer = sum("No" in said for said in {_COLUMN})',
        },
    ),
    Trial(
        "04 drill",
        is_alone=True,
        right={
            "once more, behind the except": f"{_TRY}time.sleep(error.retry_after)\n{_AGAIN}",
            "in a loop": _LOOP,
            "in plain Python": _PLAIN,
            "the session waits": _BUSY + _SESSION + _AGAIN,
            "the second time": _SUCCESS + _SUCCESS,
            "five polls at most, after one second": f"{_TRY}time.sleep(1)\n    {_AGAIN}".replace(
                "fetch_polls()", "fetch_polls(count=5)"
            ),
        },
        wrong={
            "impatient": f"{_TRY}{_AGAIN}",
            "a tenth of the wait": f"{_TRY}kaizala.sandbox.advance(seconds=error.retry_after / 10)\n    {_AGAIN}",
            "a guess in place of the second": f"{_TRY}kaizala.sandbox.advance(seconds=10)\n    {_AGAIN}",
            "sent again by a person, after a look at the panel": f"kaizala.sandbox.advance(seconds=20)\n{_AGAIN}",
            "waited before, not after": f"{_BUSY}time.sleep(1)\n" + _TRY.removeprefix(_BUSY) + "pass\n",
            "refused once more after an old success": f"{_SUCCESS}{_TRY}pass\n",
            "not waited after an old success": f"{_SUCCESS}{_TRY}{_AGAIN}",
            "another request": "kaizala.groups.fetch_groups()",
            "the surveys in place of the polls": _SUCCESS.replace("fetch_polls", "fetch_surveys"),
            "the surveys after refused polls": f"{_TRY}time.sleep(1)\n    kaizala.queries.fetch_surveys()",
            "waited, and sent nothing": f"{_TRY}time.sleep(error.retry_after)\n",
            "the refusal passed over": f"{_TRY}pass\n",
        },
    ),
)
