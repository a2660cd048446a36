"""The door to the local Kaizala: its control plane, its phones, its clock, its journal."""
