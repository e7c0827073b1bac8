"""What a centre edits, the types it must have, and the loader that reports all faults at once."""
