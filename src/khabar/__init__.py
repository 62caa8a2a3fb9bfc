"""Khabar reads news reports and tells who is said to have done what, and on whose word."""
