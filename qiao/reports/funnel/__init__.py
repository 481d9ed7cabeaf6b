"""The funnel of a zone: figures by fixed definitions, the rows behind every figure, and the records that sleep."""
