"""The rooms of the house: see docs/architecture.md for what each answers and what it may import."""
