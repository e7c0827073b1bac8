"""The voice of the hall: what a call sounds like, in words of our own, spoken by a program outside."""
