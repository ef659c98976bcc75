"""What is done with activities: recorded, held, cancelled; who took part; what was asked and answered."""
