"""From a chosen text to the story: what is no part of it goes, what was missed comes back."""
