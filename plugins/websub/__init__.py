"""WebSub: whoever subscribes is sent a feed when it changes."""
