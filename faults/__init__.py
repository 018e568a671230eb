"""The faults that `make faults` injects, each by the number of the promise that it
tests.
"""
