"""The pages of yearly results and of what they come to."""
