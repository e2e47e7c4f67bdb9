"""What single pages are made of: for each of them its pictures, lists and tables."""
