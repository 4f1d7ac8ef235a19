"""Nothing is lost: each way in which stock Faust loses messages, played to it and to our shell."""
