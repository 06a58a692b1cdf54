"""Reading a new trial in twice: pages for curators, shown only where ``DEQI_CURATION=1``."""
