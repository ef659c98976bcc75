"""Numbers of a text or a workbook typed elsewhere, and what does not agree in them."""
