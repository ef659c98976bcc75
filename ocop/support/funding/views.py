"""Pages of support policies and credit."""
