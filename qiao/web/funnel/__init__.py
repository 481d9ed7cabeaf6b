"""The honest funnel: figures by fixed definitions, the rows behind each of them, and what sleeps."""
