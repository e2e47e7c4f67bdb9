"""How it leaves the house."""
