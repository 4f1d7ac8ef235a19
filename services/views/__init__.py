"""An article in other forms: pure functions, one file a form."""
