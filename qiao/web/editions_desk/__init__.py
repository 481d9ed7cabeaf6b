"""The zone's lists on their way to the issue: compiled, submitted, approved by another person, issued, withdrawn."""
