"""Pages of the market: one first page, one page of a product, and for every register its list, form and record."""
