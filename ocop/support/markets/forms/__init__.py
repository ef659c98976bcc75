"""Forms of the market, by what they are about."""
