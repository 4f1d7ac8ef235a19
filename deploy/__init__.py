"""What runs Newsreel: the embedded stack, images, charts and dashboards."""
