"""The engine: entries, streams, publications, deliveries. It knows neither the CMS nor any plugin."""
