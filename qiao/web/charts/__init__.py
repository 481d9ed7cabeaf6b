"""Pictures of numbers, drawn as SVG inside the page."""
