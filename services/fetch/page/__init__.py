"""What a response is: a page, a closed door or an error; of which kind, and whether it changed."""
