"""The web server's side of what is published: answered before Django is asked, in either of two ways."""
