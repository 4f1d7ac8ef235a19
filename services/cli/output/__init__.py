"""How things look to users: articles, outcomes, times and advice on a terminal."""
