"""What `make faults` does to the game, by the number of the promise that it puts to the test."""
