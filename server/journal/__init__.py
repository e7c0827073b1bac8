"""The registration journal (каттоо журналы): the papers of the centre, kept for months beside the day's queue."""
