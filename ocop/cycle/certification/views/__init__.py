"""Pages of certification: what waits for a decision, decisions, referrals, the register."""
