"""What the command line asks for, by group: words and options alone; the rest begins when asked."""
