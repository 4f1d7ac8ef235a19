"""Names by their capitals, and which of them are short for others."""
