"""Out of the topic to where people need it: each sink a folder, and a line in `table.py`."""
