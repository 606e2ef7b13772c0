"""Deliveries: promises to bring a publication to an address, kept whatever breaks meanwhile."""
