"""Who an article names: people and organisations, by rule."""
