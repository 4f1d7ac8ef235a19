"""Worker processes for CPU work, with limits of time and memory."""
