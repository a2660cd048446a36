"""The people of the lessons. All numbers are from a range kept for fiction, so none belongs to anybody."""

YOU = "+447700900001"

PEOPLE = {
    "Asha": "+447700900002",
    "Ben": "+447700900003",
    "Chen": "+447700900004",
    "Dalia": "+447700900005",
    "Eli": "+447700900006",
    "Fatima": "+447700900007",
    "Goran": "+447700900008",
    "Hana": "+447700900009",
    "Ivo": "+447700900010",
    "Jaya": "+447700900011",
    "Kofi": "+447700900012",
    "Lena": "+447700900013",
    "Mateo": "+447700900014",
}
"""Thirteen others, by name."""
