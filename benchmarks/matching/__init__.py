"""Speed, scale and growth of matching, from 10,000 records to 1,000,000; see `docs/guide/matching_scale.md`."""
