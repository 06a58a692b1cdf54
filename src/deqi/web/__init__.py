"""The web site: plain Django around one call into ``deqi.answers`` per page."""
