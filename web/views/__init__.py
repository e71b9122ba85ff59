"""What a screen shows, as frozen values with every text, label and address ready. Pure; templates only place them."""
