"""A location: where something is, or where an answer was given."""

from typing import Annotated, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from kaizala_nb.emulator.wire import Number, Text, Wire, between

Latitude = Annotated[Number, between(-90, 90)]
Longitude = Annotated[Number, between(-180, 180)]


class Location(Wire):
    """A location, in the short names of answers or in the long ones of cards; ``acc`` is how exact it is, in metres."""

    lt: Latitude | None = None
    lg: Longitude | None = None
    n: Text = ""
    acc: Number | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    name: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _is_object(cls, value: Any) -> Any:
        if not isinstance(value, dict):  # the sentence is that of earlier versions, whatever this class is called
            raise PydanticCustomError("place", "Input should be a valid dictionary or instance of Place")
        return value

    @model_validator(mode="after")
    def _has_coordinates(self) -> "Location":
        if (self.lt is None or self.lg is None) and not self._has_long_names:
            raise PydanticCustomError("place", "a place has latitude and longitude")
        return self

    @property
    def _has_long_names(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def long(self) -> dict[str, Any]:
        """``{"latitude", "longitude", "name"}``."""
        latitude, longitude = (self.latitude, self.longitude) if self._has_long_names else (self.lt, self.lg)
        return {"latitude": latitude, "longitude": longitude, "name": self.name or self.n}

    @property
    def short(self) -> dict[str, Any]:
        """``{"lt", "lg", "n"}``, and ``acc`` where it is known."""
        long = self.long
        accuracy = {} if self.acc is None else {"acc": self.acc}
        return {"lt": long["latitude"], "lg": long["longitude"], "n": long["name"]} | accuracy
