"""What users write: hosts, instants, submissions, reasons and formats, checked."""
