"""How it is shown: frame, filter bar, cards and tables. The only room besides the pages that knows Streamlit."""
