"""What crosses folders, from a person's command to what the world sees."""
