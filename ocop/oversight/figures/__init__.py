"""Figures asked of the indicators, and figures published with the frozen list of records behind them."""
