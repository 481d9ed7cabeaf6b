"""The workbench: what waits for whom, case lists, the page of a case with its verbs and its history."""
