"""The command line, one module per subject; each has `add(subparsers)`."""
