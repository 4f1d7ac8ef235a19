"""What an operator does to a stage's messages: dead letters and replays."""
