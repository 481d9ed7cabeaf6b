"""Finding texts that say the same, wholly or in part, and showing where. Pure; nothing here decides anything."""
