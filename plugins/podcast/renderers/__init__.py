"""What the plugin writes: podcasts, and the chapters of their episodes."""

from plugins.podcast.renderers.chapters import ChaptersRenderer
from plugins.podcast.renderers.podcast import PodcastRenderer

__all__ = ["ChaptersRenderer", "PodcastRenderer"]
