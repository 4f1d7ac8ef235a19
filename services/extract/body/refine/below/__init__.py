"""What stands below the article on its page and is not its own: other stories, and comments."""
