"""FIT files: a workout for a watch to guide, and an activity with what was done (FIT profile 21).

It uses only what watches and importers are known to accept: plain steps, categories 0 to 32, sport training. fit-tool
is imported when needed: it takes as long as a third of the site.
"""

import zlib

from glutes.rules.units import unit_of

MOST_BYTES = 250
"""The most bytes of a text: FIT's limit is 255, with a zero at the end."""
LAST_CATEGORY = 32
"""Watches refused files with later ones."""
LAST_NAME = 999


def cut(text):
    """The text, shortened so that it fits."""
    return text.encode()[:MOST_BYTES].decode(errors="ignore")


def known(category, exercise):
    """Whether a watch knows the exercise with these two numbers."""
    return category is not None and exercise is not None and category <= LAST_CATEGORY and exercise <= LAST_NAME


def millis(moment):
    """A moment as FIT has it in fit-tool: milliseconds from 1970."""
    return round(moment.timestamp() * 1000)


def weight(kg):
    """A load (kg) as FIT has it: the number of kilograms, and the unit that it was typed in, which watches show."""
    from fit_tool.profile.profile_type import FitBaseUnit

    return float(kg), (FitBaseUnit.KILOGRAM if unit_of(kg) == "kg" else FitBaseUnit.POUND).value


def file_id(kind, serial, made):
    """The message that begins a file. `serial` is any text; with the kind it says which file this is."""
    from fit_tool.profile.messages.file_id_message import FileIdMessage
    from fit_tool.profile.profile_type import Manufacturer

    message = FileIdMessage()
    message.type, message.manufacturer, message.product = kind.value, Manufacturer.DEVELOPMENT.value, 0
    message.serial_number, message.time_created = zlib.crc32(serial.encode()) or 1, millis(made)
    return message


def titles(rows):
    """The names of exercises, once for each that a watch knows. `rows` have `category`, `exercise` and `title`."""
    from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage

    names = {(row.category, row.exercise): row.title for row in rows if known(row.category, row.exercise)}
    for index, ((category, exercise), title) in enumerate(names.items()):
        message = ExerciseTitleMessage()
        message.message_index, message.workout_step_name = index, cut(title)
        message.exercise_category, message.exercise_name = category, exercise
        yield message


def built(messages):
    """The bytes of a file of these messages."""
    from fit_tool.fit_file_builder import FitFileBuilder

    builder = FitFileBuilder(auto_define=True)
    builder.add_all(list(messages))
    return builder.build().to_bytes()


def workout(name, steps, serial, made):
    """A workout file of WatchSteps as bytes."""
    from fit_tool.profile.messages.workout_message import WorkoutMessage
    from fit_tool.profile.profile_type import FileType, Sport, SubSport

    whole = WorkoutMessage()
    whole.sport, whole.sub_sport = Sport.TRAINING.value, SubSport.STRENGTH_TRAINING.value
    whole.num_valid_steps, whole.workout_name = len(steps), cut(name)
    lines = [workout_step(index, step) for index, step in enumerate(steps)]
    return built([file_id(FileType.WORKOUT, serial, made), whole, *lines, *titles(steps)])


def workout_step(index, step):
    """The message of one WatchStep."""
    from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
    from fit_tool.profile.profile_type import Intensity, WorkoutStepDuration, WorkoutStepTarget

    message = WorkoutStepMessage()
    message.message_index, message.workout_step_name = index, cut(step.name)
    message.intensity = Intensity[step.intensity.upper()].value
    message.target_type = WorkoutStepTarget.OPEN.value
    if step.reps:
        message.duration_type, message.duration_reps = WorkoutStepDuration.REPS.value, step.reps
    else:
        message.duration_type, message.duration_time = WorkoutStepDuration.TIME.value, float(step.seconds)
    if known(step.category, step.exercise):
        message.exercise_category, message.exercise_name = step.category, step.exercise
    if step.load_kg:
        message.exercise_weight, message.weight_display_unit = weight(step.load_kg)
    if step.notes:
        message.notes = cut(step.notes)
    return message


def activity(began, sets, serial):
    """A finished activity of WatchSets as bytes, in the order that importers accept."""
    from fit_tool.profile.messages.activity_message import ActivityMessage
    from fit_tool.profile.messages.event_message import EventMessage
    from fit_tool.profile.messages.lap_message import LapMessage
    from fit_tool.profile.messages.session_message import SessionMessage
    from fit_tool.profile.messages.sport_message import SportMessage
    from fit_tool.profile.profile_type import Activity, Event, EventType, FileType, Sport, SubSport

    ended = max((one.end for one in sets), default=began)
    lasted = (ended - began).total_seconds()
    sport = SportMessage()
    sport.sport, sport.sub_sport = Sport.TRAINING.value, SubSport.STRENGTH_TRAINING.value
    start, stop = EventMessage(), EventMessage()
    for message, kind, at in ((start, EventType.START, began), (stop, EventType.STOP_ALL, ended)):
        message.event, message.event_type, message.timestamp = Event.TIMER.value, kind.value, millis(at)
    lap, session = LapMessage(), SessionMessage()
    for message, event in ((lap, Event.LAP), (session, Event.SESSION)):
        message.message_index, message.timestamp, message.start_time = 0, millis(ended), millis(began)
        message.total_elapsed_time = message.total_timer_time = lasted
        message.sport, message.sub_sport = sport.sport, sport.sub_sport
        message.event, message.event_type = event.value, EventType.STOP.value
    session.first_lap_index, session.num_laps = 0, 1
    whole = ActivityMessage()
    whole.timestamp, whole.total_timer_time, whole.num_sessions = millis(ended), lasted, 1
    whole.type, whole.event, whole.event_type = Activity.MANUAL.value, Event.ACTIVITY.value, EventType.STOP.value
    done = [set_message(index, one) for index, one in enumerate(sets)]
    first = file_id(FileType.ACTIVITY, serial, began)
    return built([first, sport, *titles(sets), start, *done, stop, lap, session, whole])


def set_message(index, one):
    """The message of one WatchSet."""
    from fit_tool.profile.messages.set_message import SetMessage
    from fit_tool.profile.profile_type import SetType

    message = SetMessage()
    message.message_index, message.timestamp, message.start_time = index, millis(one.end), millis(one.start)
    message.duration = (one.end - one.start).total_seconds()
    message.set_type = (SetType.REST if one.is_rest else SetType.ACTIVE).value
    if one.reps is not None:
        message.repetitions = one.reps
    if one.load_kg:
        message.weight, message.weight_display_unit = weight(one.load_kg)
    if known(one.category, one.exercise):
        message.category, message.category_subtype = [one.category], [one.exercise]
    return message
