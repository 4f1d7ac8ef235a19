"""The contract as an AsyncAPI 3.1 document, built from the pipeline."""
