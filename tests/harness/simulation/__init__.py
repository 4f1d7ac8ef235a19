"""Everything that decides and stores, in one process, in simulated time, by one seed."""
