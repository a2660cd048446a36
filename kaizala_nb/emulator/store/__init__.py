"""All the SQL, one module for each resource, over one connection and one lock."""

from kaizala_nb.emulator.store.store import Store
from kaizala_nb.serving.database import DatabaseTrouble, storage_trouble

__all__ = ["DatabaseTrouble", "Store", "storage_trouble"]
