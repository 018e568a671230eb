"""The game in a browser: a page, and a game of its own for each tab that shows it."""
