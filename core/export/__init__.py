"""The course without a server: as a folder of static pages."""
