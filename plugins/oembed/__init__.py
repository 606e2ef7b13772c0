"""oEmbed (oembed.com)."""
