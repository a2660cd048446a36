"""[2.0] Group management: everything in Kaizala happens in a group."""

from kaizala_nb.course.steps.folder import whole
from kaizala_nb.course.steps.groups import creation, lookup, members, sub_groups, subscribers

groups = whole(
    "groups",
    "[2.0] Group management",
    [creation.creation, lookup.lookup, sub_groups.sub_groups, members.members, subscribers.subscribers],
)
added_groups = lookup.added_groups
other_groups = members.other_groups
