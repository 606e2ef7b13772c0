"""Who reads: the public, members of groups who signed in, holders of a token. The gate decides what they see."""
