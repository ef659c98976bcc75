"""Pages of support policies, support given and credit."""
