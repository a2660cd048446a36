"""The steps and the record of the collection are the same: names, folders, order, method, path, body; and every step is whole."""

import inspect

import pytest

from kaizala_nb import Kaizala
from kaizala_nb.course import environment
from kaizala_nb.course.kinds.annotations import PROPERTY_TYPES, QUESTION_TYPES
from kaizala_nb.course.steps import collection
from kaizala_nb.course.steps.webhooks import EVENTS
from kaizala_nb.emulator.actions import package, questions
from kaizala_nb.emulator.announce import EVENT_TYPES
from kaizala_nb.toolkit.collection import Variable
from tests.course.steps import examples
from tests.course.steps.contract import ADDED, ADDED_FOLDERS, BEYOND, COLLECTION
from tests.course.steps.examples import ASHA, ME


def written(value):
    """A value of an example with each variable as Postman writes it."""
    if isinstance(value, Variable):
        return repr(value)
    if isinstance(value, list | tuple):
        return [written(entry) for entry in value]
    return value


def as_postman_sends_it(step):
    """Method and path of a step's example, with the variables standing for themselves."""

    class Itself(dict):
        def get(self, name, default=None):
            return "{{" + name + "}}"

    given = {name: written(value) for name, value in step.example.items() if name not in ("files", "pin")}
    shown = {parameter.name for parameter in step.parameters if parameter.place in ("path", "query")}
    path, _, constant = step.path.partition("?")
    query = [constant] if constant else []
    for parameter in step.parameters:
        value = given.get(parameter.name, written(parameter.default))
        if parameter.place == "path":
            path = path.replace("{" + parameter.wire + "}", str(value))
        elif parameter.name in shown and value not in (None, inspect.Parameter.empty):
            query.append(f"{parameter.wire}={str(value).lower() if isinstance(value, bool) else value}")
    return f"{step.method} {path}" + (f"?{'&'.join(query)}" if query else "")


def test_the_folders_are_those_of_the_record_in_its_order():
    assert [folder.name for folder in collection.folders] == [*COLLECTION, *ADDED_FOLDERS, *BEYOND]


@pytest.mark.parametrize("name", [*COLLECTION, *BEYOND])
def test_each_request_on_record_has_its_step(name):
    [folder] = [folder for folder in collection.folders if folder.name == name]
    assert [(step.name, as_postman_sends_it(step)) for step in folder] == (COLLECTION | BEYOND)[name], (
        f"tests/course/steps/contract.py: {name!r} wants a line a request, in the order in which they are declared"
    )


def test_those_that_were_added_later_follow_in_folders_of_their_own():
    later = [step for folder in collection.folders if folder.name in ADDED_FOLDERS for step in folder]
    assert {step.name: as_postman_sends_it(step) for step in later} == ADDED


def test_no_name_is_given_twice():
    assert len({step.name for step in collection}) == len(collection)
    for slug, steps in collection.by_slug().items():
        assert len({step.slug for step in steps}) == len(steps), slug


def test_every_variable_is_one_that_the_environment_knows():
    known = set(environment.PUBLISHED) | set(environment.BEYOND)
    for step in collection:
        used = {parameter.default.name for parameter in step.parameters if isinstance(parameter.default, Variable)}
        unknown = (used | set(step.saves)) - known
        assert not unknown, f"{step.name}: put {unknown} into BEYOND in kaizala_nb/course/environment.py"


def test_what_may_be_chosen_is_what_the_service_knows():
    assert set(EVENTS) == set(EVENT_TYPES)
    assert set(QUESTION_TYPES) <= set(questions.TYPES)
    assert set(PROPERTY_TYPES) == set(package.PROPERTY_TYPES)


@pytest.fixture(scope="module")
def replies(tmp_path_factory):
    """Every request of the collection, sent in order as its example has it, to a local Kaizala."""
    kaizala, picture = examples.begin(tmp_path_factory.mktemp("files"))
    replies = {}
    for name in kaizala:
        replies[name] = examples.sent(kaizala, kaizala[name], picture)
    yield replies
    kaizala.close()


def test_every_request_is_carried_out_as_its_example_has_it(replies):
    assert {name: reply.status for name, reply in replies.items()} == {step.name: 200 for step in collection}


def test_every_step_has_signature_docstring_table_and_example(replies):
    for step in collection:
        assert step.doc.splitlines()[0].endswith("."), f"{step.name}: its docstring begins with a sentence"
        assert list(step.signature.parameters) == [parameter.name for parameter in step.parameters]
        for parameter in step.parameters:
            assert parameter.help, f"{step.name}: its docstring has no line for {parameter.name} under Args:"
        for parameter in step.parameters:  # the example says whatever has no default
            assert parameter.default is not inspect.Parameter.empty or parameter.name in step.example, step.name
        assert replies[step.name].df is not None


def test_the_replies_on_record_have_the_shape_of_the_real_ones(replies):
    """What the collection is saved with as an example is what the service answers: the same fields, in the same order."""
    varies = {"failedResult", "refreshToken", "profilePic", "callbackContext", "mediaId"}
    for step in collection:
        real = replies[step.name].json
        assert step.reply or not real, f"{step.name}: it has no reply=. The service answers {real}"
        missing = [field for field in step.reply if field not in real and field not in varies]
        assert not missing, f"{step.name}: reply= has {missing}, which the service does not answer"
        common = [field for field in step.reply if field in real]
        assert common == [field for field in real if field in common], (
            f"{step.name}: reply= has another order of fields"
        )


def test_the_journal_tells_requests_apart_that_share_a_path():
    kaizala = Kaizala()
    kaizala.sign_in(ME).send_once()
    kaizala.groups.create_public_group(name="Public")
    kaizala.groups.create_group(name="Field team", members=[ASHA])
    kaizala.content.post_poll(question="Lunch?", choices=["Yes", "No"])
    kaizala.content.send_survey(title="?", questions=["Why?"])
    kaizala.content.respond_to_survey(answers=["Because"])
    kaizala.content.post_custom_action()
    assert list(kaizala.sandbox.journal["request"])[3:] == [
        "Step2 - Create a managed public group",
        "Step1 - Create a group",
        "Post a poll on a group",
        "Send survey on a group",
        "Posting a response to a survey",
        "Post custom action on a group",
    ]
    kaizala.close()
