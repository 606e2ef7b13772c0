"""Social cards: pictures of what was said, for pages that preview an address of ours."""
