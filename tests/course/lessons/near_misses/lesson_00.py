"""What learners might write for the checks of lesson 00."""

from tests.course.lessons.near_misses.trial import Trial

_GROUP = 'kaizala.groups.create_group(name="Choir", members=["+447700900002"])\n'
_ALONE = 'kaizala.groups.create_group(name="Alone", members=["+447700900001"])\n'
_SEND = 'kaizala.content.send_message(message="Hello")\n'
_ADD = 'kaizala.groups.add_members(members=["+447700900003"])\n'
_FIRST = 'group_id=create_group.send_once().json["groupId"]'
_ADD_TO_FIRST = f'kaizala.groups.add_members({_FIRST}, members=["+447700900003"])\n'
_SEND_TO_FIRST = f'kaizala.content.send_message({_FIRST}, message="Welcome")\n'
_WITHOUT_ASHA = 'kaizala.groups.create_group(name="New", members=["+447700900003"])\n'
_OF_THREE = 'kaizala.groups.create_group(name="All", members=["+447700900002", "+447700900003"])\n'

TRIALS = (
    Trial(
        "00",
        at="## Create a group",
        right={"other words, another group": _GROUP + _SEND},
        wrong={
            "a group, and no message": _GROUP,
            "you are alone in the group": _ALONE + _SEND,
            "the member writes": _GROUP
            + 'kaizala.phone("+447700900002").send_message(kaizala.environment["test-group-id"], "Hello")',
        },
    ),
    Trial(
        "00 your turn",
        at="# Your turn",
        right={
            "the first group, by its id": _ADD_TO_FIRST + _SEND_TO_FIRST,
            "the number alone, not in a list": 'kaizala.groups.add_members("+447700900003")\n' + _SEND,
            "the answer, after a new group of three": _OF_THREE + _SEND + _ADD,
            "the answer, after a group without Asha": _WITHOUT_ASHA + _SEND + _ADD + _SEND,
            "the answer, after a message to the other group": _ADD_TO_FIRST + _SEND + _ADD + _SEND,
        },
        wrong={
            "a new group without Asha": _WITHOUT_ASHA + _SEND,
            "a new group of three": _OF_THREE + _SEND,
            "sent to the other group": _ADD_TO_FIRST + _SEND,
            "read in a group without Asha alone": _WITHOUT_ASHA + _SEND + _ADD_TO_FIRST,
            "sent before the person was there": _SEND + _ADD,
            "another person": 'kaizala.groups.add_members(members=["+447700900004"])\n' + _SEND,
            "the form shown, and not sent": 'kaizala.groups.add_members.form(members=["+447700900003"])\n' + _SEND,
            "their phone, and not in the group": 'kaizala.phone("+447700900003", name="Ben")\n' + _SEND,
            "added, and no message": _ADD,
            "the person has left": _ADD
            + 'kaizala.phone("+447700900003").leave(kaizala.environment["test-group-id"])\n'
            + _SEND,
            "somebody else writes": _ADD + 'asha.send_message(kaizala.environment["test-group-id"], "Welcome")',
        },
    ),
)
