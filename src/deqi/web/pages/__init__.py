"""The pages around the answer: what adverts say, how it works, the course of back pain, what nobody knows."""
