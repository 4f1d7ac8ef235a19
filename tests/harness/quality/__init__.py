"""The quality benchmark: ours beside every published extractor, in one run."""
