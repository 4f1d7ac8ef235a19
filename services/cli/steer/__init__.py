"""Commands that change what runs: control without a restart, dead letters, retractions, replays."""
