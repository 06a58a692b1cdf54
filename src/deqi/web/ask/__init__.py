"""The pages that ask and answer: home, check, answer, kept answers and examples."""
