"""Forms of support policies and credit."""
