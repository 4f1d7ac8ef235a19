"""Everything on this machine: brokers, supervisor, sample site."""
