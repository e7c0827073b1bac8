"""The rules of the queue: pure functions over plain data. No clock, no chance, no I/O."""
