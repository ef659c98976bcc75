"""Verbs of articles: each locks the article, asks the policy, changes, and notes it in the journal."""
