"""Introductions: lists, proposals, answers, outcomes, and the reasons for declining."""
