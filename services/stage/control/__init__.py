"""An operator's commands, followed without a restart."""
