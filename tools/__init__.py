"""What `make` calls beside the rooms themselves."""
