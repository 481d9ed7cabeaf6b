"""Lists brought in through the browser: upload, columns, preview, decision, result."""
