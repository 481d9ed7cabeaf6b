"""Lists under limits: the programme of a roadshow, the week of the technology managers, and what each limit costs."""
