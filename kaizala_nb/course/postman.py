"""What ``kaizala-nb collection export`` writes: the collection of Kaizala, its environment, and the picture that it uploads."""

from kaizala_nb.course.environment import BEYOND, PUBLISHED
from kaizala_nb.course.picture import NAME, picture
from kaizala_nb.course.steps import collection
from kaizala_nb.toolkit.collection.postman.export import PostmanFiles

KAIZALA_FILES = PostmanFiles(
    collection,
    PUBLISHED | BEYOND,
    name="Kaizala",
    title="Kaizala-APIs-environment",
    uploads={NAME: picture()},
)
