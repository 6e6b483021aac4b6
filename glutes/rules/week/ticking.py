"""Which workout ticks off which session of a day (rules/week/schedule.py)."""


def tick(weekly, workouts):
    """The workout that ticks off each of a day's sessions (None: not done), and the list of those left over.

    A workout ticks off one session: that of its own routine, else the first open one, since people may do another
    routine than planned. Only practice ticks off practice, and it ticks off nothing else.
    """
    ticked, besides = [None] * len(weekly), []
    for done in sorted(workouts, key=lambda done: done.routine not in [w.routine for w in weekly]):
        fits = [n for n, w in enumerate(weekly) if not ticked[n] and w.practice == done.practice]
        fits.sort(key=lambda n: weekly[n].routine != done.routine)
        if fits:
            ticked[fits[0]] = done
        else:
            besides.append(done)
    return ticked, besides
