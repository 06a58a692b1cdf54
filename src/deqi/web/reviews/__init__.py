"""Reviews by people whose visit a practice recorded, and what diaries that opted in say about outcomes."""
