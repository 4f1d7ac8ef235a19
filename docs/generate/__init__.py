"""Write what comes from code: tables of the docs, and the contract's examples (`make docs`)."""
