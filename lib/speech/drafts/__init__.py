"""Drafts of speeches: read, their blanks filled, their numbers checked.

`text.read` opens a draft, `matching.Matcher` tells what a number in it measures, `filling.fill` proposes values for
its blanks.
"""
