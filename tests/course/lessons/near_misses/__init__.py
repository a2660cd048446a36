"""For each check of each lesson: other right ways, and near misses. Who changes a check or an exercise changes them too."""

from tests.course.lessons.near_misses import lesson_05, lesson_07
from tests.course.lessons.near_misses.trial import Trial

TRIALS: dict[str, tuple[Trial, ...]] = {
    "05": lesson_05.TRIALS,
    "07": lesson_07.TRIALS,
}
"""By the number of the lesson."""
