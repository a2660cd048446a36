"""For each check of each lesson: other right ways, and near misses. Who changes a check or an exercise changes them too."""

from tests.course.lessons.near_misses import (
    lesson_00,
    lesson_01,
    lesson_02,
    lesson_03,
    lesson_04,
    lesson_05,
    lesson_06,
    lesson_07,
    lesson_08,
)
from tests.course.lessons.near_misses.trial import Trial

TRIALS: dict[str, tuple[Trial, ...]] = {
    "00": lesson_00.TRIALS,
    "01": lesson_01.TRIALS,
    "02": lesson_02.TRIALS,
    "03": lesson_03.TRIALS,
    "04": lesson_04.TRIALS,
    "05": lesson_05.TRIALS,
    "06": lesson_06.TRIALS,
    "07": lesson_07.TRIALS,
    "08": lesson_08.TRIALS,
}
"""By the number of the lesson."""
