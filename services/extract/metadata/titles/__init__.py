"""The headline: what the reader of the page sees, and the other titles that it states."""
