"""The interface for programs, over the same use cases and selectors as the pages."""
