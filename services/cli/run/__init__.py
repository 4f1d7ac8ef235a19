"""`newsreel up`, `run` and `submit`: start all of it, feed it, and say what came of it."""
