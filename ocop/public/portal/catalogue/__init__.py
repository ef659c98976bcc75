"""The shop window: what is found, by which facets, one page a record, side by side, on a map, on paper, as shared."""
