"""How fast Khabar reads."""
