"""What learners might write for the checks of lesson 02."""

from tests.course.lessons.near_misses.trial import Trial

_ASHA, _BEN, _CHEN = (f"+4477009000{last:02}" for last in (2, 3, 4))
_AS_ASHA = f'my_id = kaizala.authentication.me().json["id"]\nkaizala.sign_in("{_ASHA}").send_once()\n'
_AS_YOURSELF = 'kaizala.sign_in("+447700900001").send_once()\n'
_PROMOTE = 'kaizala.groups.change_role(role="Admin", member_id=my_id, group_id=room)\n'
_REMOVE = 'kaizala.groups.remove_member(member_id=readers["{}"], group_id=room)\n'
_REMOVE_BEN = _REMOVE.format(_BEN)
_BACK = f"kaizala.groups.add_members(members=[{_BEN!r}], group_id=room)\n"
_DETAILS = "details = kaizala.groups.fetch_group_details(group_id=ids['{}'])\n"
_PUBLIC = "kaizala.environment['test-public-group-id']"
_EVENING = "evening = kaizala.groups.query_members(group_id=ids['Evening shift']).df\n"


def _school(
    year_1: list[str],
    year_2: list[str] | None,
    *,
    without_you: bool = True,
    name: str = "School",
    years: tuple[str, str] = ("Year 1", "Year 2"),
) -> str:
    """The cell of somebody who builds it."""
    out = ", add_user_to_group=False" if without_you else ""
    lines = [f'school = kaizala.groups.create_group(name="{name}", members=[]).json["groupId"]']
    for title, people in zip(years, (year_1, year_2), strict=True):
        if people is not None:
            lines.append(f'kaizala.groups.create_sub_group(name="{title}", group_id=school, members={people!r}{out})')
    return "\n".join(lines) + "\n"


_FROM_GROUPS = f"""
school = kaizala.groups.create_group(name="School", members=[]).json["groupId"]
years = [
    kaizala.groups.create_group(name=name, members=people).json["groupId"]
    for name, people in (("Year 1", [{_ASHA!r}]), ("Year 2", [{_BEN!r}, {_CHEN!r}]))
]
kaizala.groups.add_sub_group(sub_groups=years, group_id=school)
me = kaizala.authentication.me().json["id"]
for year in years:
    kaizala.groups.remove_member(member_id=me, group_id=year)
"""
_YEAR_BELOW_YEAR = f"""
school = kaizala.groups.create_group(name="School", members=[]).json["groupId"]
sub_group = kaizala.groups.create_sub_group
year = sub_group(name="Year 1", group_id=school, members=[{_ASHA!r}, {_BEN!r}], add_user_to_group=False).json["groupId"]
sub_group(name="Year 2", group_id=year, members=[{_CHEN!r}], add_user_to_group=False)
"""
_BY_TENANT = (
    'my_id = kaizala.authentication.me().json["id"]\nkaizala.portal().take_token("tenant")\n'
    "kaizala.authentication.access_token()\n"
)

TRIALS = (
    Trial(
        "02 groups turn",
        given={"answer": "number"},
        right={
            "from the table": _DETAILS.format("Reading room") + 'number = details.df["userCount"].iloc[0]',
            "by the form, and read in its table": "form = kaizala.groups.fetch_group_details.form("
            "group_id=ids['Reading room'])\nform.send_once()\nnumber = 4",
            "by counting the people": _DETAILS.format("Reading room")
            + "number = len(kaizala.groups.query_members(group_id=ids['Reading room']).df)",
        },
        wrong={
            "of Field team": "details = kaizala.groups.fetch_group_details()\nnumber = details.df['userCount'].iloc[0]",
            "of Evening shift": _DETAILS.format("Evening shift") + 'number = details.json["groups"][0]["userCount"]',
            "the groups counted": _DETAILS.format("Reading room") + 'number = len(details.json["groups"])',
            "the column, not the number": _DETAILS.format("Reading room") + 'number = details.df["userCount"]',
            "the reply, not the number": _DETAILS.format("Reading room") + "number = details",
            "the table, not the number": _DETAILS.format("Reading room") + "number = details.df",
            "a text": _DETAILS.format("Reading room") + 'number = "4"',
            "read, and no number": _DETAILS.format("Reading room"),
            "not read": "number = 4",
        },
    ),
    Trial(
        "02 members turn",
        right={
            "into the group of the variable": _EVENING
            + "kaizala.groups.add_members(members=list(evening['mobileNumber']))",
            "one by one": _EVENING
            + "for number in evening['mobileNumber']:\n    kaizala.groups.add_members(members=[number])",
        },
        wrong={
            "read alone": _EVENING,
            "into a school of the learner's": _EVENING
            + _school([_ASHA], [_BEN])
            + "kaizala.groups.add_members(members=list(evening['mobileNumber']), group_id=school)",
            "the wrong way round": "people = kaizala.groups.query_members().df\n"
            "kaizala.groups.add_members(members=list(people['mobileNumber']), group_id=ids['Evening shift'])",
            "one of them": _EVENING + f"kaizala.groups.add_members(members=[{_CHEN!r}])",
            "into a group without people of its own": _EVENING
            + f"kaizala.groups.add_members(members=list(evening['mobileNumber']), group_id={_PUBLIC})",
            "the group, not the people": _EVENING + "kaizala.groups.add_sub_group(sub_groups=[ids['Evening shift']])",
            "into the group in which they are": _EVENING
            + "kaizala.groups.add_members(members=list(evening['mobileNumber']), group_id=ids['Evening shift'])",
            "the people of Field team": "evening = kaizala.groups.query_members().df\n"
            "kaizala.groups.add_members(members=list(evening['mobileNumber']))",
        },
    ),
    Trial(
        "02 subscribers",
        at="### Step13 - Add Subscribers to a public group",
        right={
            "one of two stays": f"kaizala.groups.add_subscribers(subscribers=[{_ASHA!r}, {_BEN!r}])\n"
            f"kaizala.groups.remove_subscribers(subscribers=[{_BEN!r}])"
        },
        wrong={
            "none subscribes": "kaizala.groups.get_subscribers()",
            "none goes": f"kaizala.groups.add_subscribers(subscribers=[{_ASHA!r}, {_BEN!r}])",
            "the only one goes": f"kaizala.groups.add_subscribers(subscribers=[{_BEN!r}])\n"
            f"kaizala.groups.remove_subscribers(subscribers=[{_BEN!r}])",
        },
    ),
    Trial(
        "02 your turn",
        right={
            "of groups that were there, and left": _FROM_GROUPS,
            "at the second try": _school([_ASHA], [_ASHA]) + _school([_ASHA, _BEN], [_CHEN]),
            "in small letters, year 2 first": _school(
                [_ASHA], [_BEN, _CHEN], name="school", years=("year 2", "year 1")
            ),
        },
        wrong={
            "you are in every group": _school([_ASHA, _BEN], [_CHEN], without_you=False),
            "Asha is in both years": _school([_ASHA, _BEN], [_ASHA, _CHEN]),
            "two people": _school([_ASHA], [_BEN]),
            "a year without anybody": _school([_ASHA, _BEN, _CHEN], []),
            "one year": _school([_ASHA, _BEN, _CHEN], None),
            "Year 2 below Year 1": _YEAR_BELOW_YEAR,
            "Year 2 twice": _school([_ASHA, _BEN], [_CHEN])
            + f'kaizala.groups.create_sub_group(name="Year 2", group_id=school, members=[{_CHEN!r}])',
            "the people in the school, not in the years": _school([], [])
            + f"kaizala.groups.add_members(members=[{_ASHA!r}, {_BEN!r}, {_CHEN!r}], group_id=school)",
            "you are in one of the years": _school([_ASHA, _BEN], [])
            + "year = kaizala.groups.fetch_sub_groups(group_id=school).json['subGroups'][0]['groupId']\n"
            + f"kaizala.groups.add_members(members=['+447700900001', {_CHEN!r}], group_id=year)",
            "Year 1 twice": _school([_ASHA, _BEN], [_CHEN], years=("Year 1", "Year 1")),
            "a right one, and then a wrong one": _school([_ASHA, _BEN], [_CHEN]) + _school([_ASHA], [_ASHA]),
            "of another name": _school([_ASHA, _BEN], [_CHEN], name="Year"),
            "a cell that stopped in the middle": _school([_ASHA, _BEN], None),
        },
    ),
    Trial(
        "02 drill",
        right={
            "by the organisation's admin": _BY_TENANT + _PROMOTE + _AS_YOURSELF + _REMOVE_BEN,
            "with the id that the service says": _AS_ASHA + _PROMOTE + _AS_YOURSELF + _REMOVE_BEN,
            "at the second try": f"{_AS_ASHA}{_REMOVE_BEN}{_PROMOTE}{_BACK}{_AS_YOURSELF}{_REMOVE_BEN}",
        },
        wrong={
            "a form for Asha that nobody sends": f'kaizala.sign_in("{_ASHA}")',
            "Asha makes herself an admin": f'kaizala.sign_in("{_ASHA}").send_once()\n'
            f"{_AS_ASHA.splitlines()[0]}\n{_PROMOTE}",
            "Asha removes Ben": _AS_ASHA + _REMOVE_BEN,
            "you may, and Asha does it": _AS_ASHA + _PROMOTE + _REMOVE_BEN,
            "Asha removes Ben and promotes you after that": _AS_ASHA + _REMOVE_BEN + _PROMOTE + _AS_YOURSELF,
            "somebody else goes": _AS_ASHA + _PROMOTE + _AS_YOURSELF + _REMOVE.format(_CHEN),
            "Ben leaves by himself": f"kaizala.phone({_BEN!r}).leave(room)",
        },
    ),
)
