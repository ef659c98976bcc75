"""The pages of the register: lists for officers, forms, the producer's own products, the wallet, spreadsheets."""
