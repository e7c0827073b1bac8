"""`make bench`: figures with their baseline from the same run. No test asserts a speed."""
