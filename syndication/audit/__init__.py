"""Who did what to the record, when: a log in which each line vouches for all before it."""
