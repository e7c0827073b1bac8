"""LED signs: one small codec for each kind, and one writer for each line they hang on."""
