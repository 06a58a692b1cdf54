"""The living style page: every token and every component with its states, drawn from the files in use."""
