"""The proof: start everything, kill at random, and count afterwards with an independent client."""
