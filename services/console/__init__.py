"""The console: one page that shows the flow as it is, and lets an operator act on it."""
