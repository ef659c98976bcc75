"""Pages of periods, returns and the consolidated report."""
