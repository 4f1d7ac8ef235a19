"""Files by day: JSON Lines, Parquet, or any view."""
