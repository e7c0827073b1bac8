"""The front door: routes, pages and sockets. Translation only."""
