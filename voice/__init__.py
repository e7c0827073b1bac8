"""Speaking aloud, for the hall and for the kiosk: words of our own, a speech program outside, the sound output."""
