"""Writing records: forms with help, drafts that stay, and the guided questions of a demand."""
