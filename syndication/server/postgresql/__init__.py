"""Django's back end for PostgreSQL, which never keeps a reader waiting: ENGINE = "syndication.server.postgresql"."""
