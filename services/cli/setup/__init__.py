"""Commands for what must be in place: settings, topics, tables, schemas, keys."""
