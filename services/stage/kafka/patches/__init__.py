"""What aiokafka 0.14 does wrong, mended for every client of the process."""
