"""`python -m weakspot` is the same as `weakspot`."""

from weakspot.cli import run

run()
