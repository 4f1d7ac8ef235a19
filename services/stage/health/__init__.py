"""Health: probes, lag and the metrics endpoint of a stage."""
