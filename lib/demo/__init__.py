"""The invented city: who is in it (`city`, `units`), what its offices report (`world`), and as which files
(`workbooks`). Everything is drawn from one seed, so two runs give the same bytes; no person exists in it."""
