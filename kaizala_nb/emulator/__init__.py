"""The local Kaizala: a WSGI app over SQLite that answers as the service did. It knows nothing of the rest of the package.

Three :mod:`~kaizala_nb.emulator.doors` lead in.
"""

from kaizala_nb.emulator.core import Emulator
from kaizala_nb.emulator.settings import SettingError
from kaizala_nb.emulator.store import DatabaseTrouble

__all__ = ["DatabaseTrouble", "Emulator", "SettingError"]
