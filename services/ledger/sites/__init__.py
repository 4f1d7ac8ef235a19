"""Which site is not as usual: what came of its URLs, day by day, against what is usual there."""
