"""Views that change the plan. The page of the week is in workouts/views/days.py, which knows what was done."""
