"""Everything on this machine: broker, supervisor, sample site, database."""
