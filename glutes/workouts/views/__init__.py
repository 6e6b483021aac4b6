"""Today, the week and the history; a workout from its start to its end; choosing an exercise during it."""
