"""The demo parliament in a real browser."""
