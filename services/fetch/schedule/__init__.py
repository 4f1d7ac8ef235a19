"""The schedule: URLs that wait for later, as rows that are sent again when due."""
