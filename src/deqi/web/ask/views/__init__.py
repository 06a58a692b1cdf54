"""Views: each makes one call into ``deqi.answers`` and hands the result to a presenter."""
