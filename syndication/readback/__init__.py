"""How a feed is read back: strictly, as its standard has it, and by other means than it was written with."""
