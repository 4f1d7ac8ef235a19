"""What fetch has decided of each submission: kept before it is sent, and said once for all."""
