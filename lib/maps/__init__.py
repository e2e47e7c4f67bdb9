"""How places are drawn: boundaries, distances, shading, and one scene for a map to zoom and a map to print.

What comes out of here are places and distances; every number about branches and venues comes from lib.measure
(docs/decisions/0009)."""
