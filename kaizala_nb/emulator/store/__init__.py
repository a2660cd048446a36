"""All the SQL, one module for each resource, over one connection and one lock."""

from kaizala_nb.emulator.store.database import DatabaseTrouble, storage_trouble
from kaizala_nb.emulator.store.store import Store

__all__ = ["DatabaseTrouble", "Store", "storage_trouble"]
