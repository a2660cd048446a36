"""The door to the local Kaizala: its phones, its clock, its journal."""
