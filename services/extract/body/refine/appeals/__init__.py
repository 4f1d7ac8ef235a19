"""What a site asks readers within a text: to subscribe, pay, vote, give or follow."""
