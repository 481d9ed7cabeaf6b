"""Matching of needs and offers by text and facts, with reasons; pure, without Django and without a clock."""
