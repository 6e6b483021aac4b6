"""The API for a member's own scripts, under /api/v1/, described in docs/api.md.

Requests need a key (Authorization: Bearer …); cookies are ignored. All writes go through the site's forms, so that
versions are merged in the same way.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db.models import Prefetch
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import get_schema
from ninja.security import HttpBearer

from glutes.accounts.models import GUESSING_KEYS, Attempt, User
from glutes.accounts.views.attempts import address_of
from glutes.answers import for_everybody
from glutes.api.models import ApiToken
from glutes.api.schemas import (
    CheckIn,
    CheckOut,
    DeletedOut,
    ExerciseOut,
    Listed,
    Moment,
    Problem,
    RoutineOut,
    SetsIn,
    SlotsIn,
    WorkoutIn,
    WorkoutOut,
)
from glutes.checks.forms import CheckForm
from glutes.checks.models import SelfCheck
from glutes.exercises.models import Exercise
from glutes.routines.models import Routine
from glutes.workouts.forms import DeleteForm, FinishForm, SetForm, SlotForm
from glutes.workouts.models import STANDING, Workout, WorkoutExercise
from glutes.workouts.pages import past
from glutes.workouts.start_forms import BeginForm

Limited = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many of them to leave out.")]
Pk = Annotated[UUID, Path(description="A UUID, yours to make.")]


class Key(HttpBearer):
    """A key in the header `Authorization: Bearer …`."""

    def authenticate(self, request, token):
        now = timezone.now()
        found = ApiToken.objects.known_by(token, now)
        if found is None:
            if not Attempt.objects.admit(GUESSING_KEYS, address_of(request)):
                raise HttpError(429, "Too many wrong keys from your network: try again in a quarter of an hour.")
            return None
        if request.method not in ("GET", "HEAD") and found.scope != ApiToken.Scope.WRITE:
            raise HttpError(403, "This key may only read.")
        found.note_use(now)
        request.user = found.user
        timezone.activate(found.user.zone)
        return found


class Api(NinjaAPI):
    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        """The description, which anybody may ask for; made once, as making it takes as long as several pages."""
        return described(path_prefix or self.get_root_path(path_params or {}))


@lru_cache(maxsize=1)
def described(path):
    """The description of the API below this path."""
    return get_schema(api, path)


api = Api(
    title="Glutes",
    version="1",
    description="Your exercises, routines and workouts, for scripts of your own.",
    auth=Key(),
    docs_url=None,
    urls_namespace="api_v1",
)
READS = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
WRITES = READS | {400: Problem, 403: Problem, 413: Problem}


def problem(request, status, detail, **more):
    """An answer with an error."""
    response = api.create_response(request, {"detail": detail, "errors": {}} | more, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def refused(request, error):
    """The answer to any HttpError: its status and its words."""
    return problem(request, error.status_code, str(error))


@api.exception_handler(AuthenticationError)
def unknown(request, error):
    """The answer to a request without a valid key: 401."""
    return problem(request, 401, "Send a key that is good: Authorization: Bearer glu_…")


@api.exception_handler(User.DoesNotExist)
def gone(request, error):
    """The answer if the account was deleted while the request waited."""
    return problem(request, 401, "That account is gone.")


@api.exception_handler(ValidationError)
def not_valid(request, error):
    """The answer to input that does not fit the schema: 422, the errors by field."""
    errors = {}
    for each in error.errors:
        field = ".".join(str(part) for part in each["loc"][1:] if part not in ("body", "written"))
        errors.setdefault(field or "body", []).append(each["msg"])
    return problem(request, 422, "That is not valid: see the errors by field.", errors=errors)


class NotValidError(Exception):
    """A form was not valid; `errors` by field."""

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


@api.exception_handler(NotValidError)
def form_refused(request, error):
    """The answer to input that a form refused: 422, the errors by field."""
    return problem(request, 422, "That is not valid: see the errors by field.", errors=error.errors)


@api.exception_handler(RequestDataTooBig)
def too_big(request, error):
    """The answer to a body that is too large."""
    return problem(request, 413, "That is too much at once: send fewer sets.")


@api.exception_handler(Workout.DoesNotExist)
def no_workout(request, error):
    """The answer if there is no such workout."""
    return problem(request, 404, "You have no such workout.")


@api.exception_handler(SelfCheck.DoesNotExist)
def no_check(request, error):
    """The answer if there is no such self-check."""
    return problem(request, 404, "You have no such check.")


def paged(rows, limit, offset):
    """One page of some rows, as a dict for Listed."""
    count, items = rows.count(), list(rows[offset : offset + limit])
    after = offset + len(items)
    return {"items": items, "count": count, "next_offset": after if items and after < count else None}


@api.get("/exercises", response={200: Listed[ExerciseOut], **READS}, tags=["exercises"])
def exercises(request, limit: Limited = 50, offset: Offset = 0):
    """The catalogue and your own exercises, your own first."""
    return paged(Exercise.objects.visible_to(request.user).current().own_first(), limit, offset)


@api.get("/routines", response={200: Listed[RoutineOut], **READS}, tags=["routines"])
def routines(request, limit: Limited = 50, offset: Offset = 0):
    """Your routines and the ready-made ones."""
    return paged(Routine.objects.offered_to(request.user).with_rows().order_by("pk"), limit, offset)


@api.get("/checks", response={200: Listed[CheckOut], **READS}, tags=["checks"])
def checks(request, limit: Limited = 50, offset: Offset = 0):
    """Your self-checks, the newest first."""
    return paged(SelfCheck.objects.kept().filter(user=request.user), limit, offset)


@api.get("/workouts", response={200: Listed[WorkoutOut], **READS}, tags=["workouts"])
def workouts(
    request,
    since: Annotated[date | None, Query(alias="from", description="The first day.")] = None,
    until: Annotated[date | None, Query(alias="to", description="The last day.")] = None,
    limit: Limited = 50,
    offset: Offset = 0,
):
    """Your workouts with their sets, the newest first."""
    days = {"day__gte": since, "day__lte": until}
    return paged(with_sets(request.user).filter(**{name: day for name, day in days.items() if day}), limit, offset)


@api.get("/workouts/{pk}", response={200: WorkoutOut, **READS}, tags=["workouts"])
def workout(request, pk: Pk):
    """One workout with its sets."""
    return with_sets(request.user).get(pk=pk)


@api.put("/workouts/{pk}", response={200: WorkoutOut, **WRITES}, tags=["workouts"])
def put_workout(request, pk: Pk, written: WorkoutIn):
    """Begin a workout, of a routine or free; or say when it ended and how it was. Sent again it changes nothing.

    Of a routine it asks for what the start page of that moment would ask for.
    """
    now, data, user = timezone.localtime(), said(written), request.user
    with user.locked():
        begin = BeginForm(data, user=user, now=now)
        if not begin.is_valid():
            raise NotValidError(begin.errors)
        if begin.fields["started"].is_ahead(begin.cleaned_data["started"], now):
            raise NotValidError({"started": ["That’s in the future: send a moment that has passed."]})
        begun = user.workouts.filter(pk=pk).first()
        begun = begun or Workout.objects.begin(user, pk, begin.starting(), past.snapshot(begin))
        if not {"finished_at", "effort", "note"}.isdisjoint(data):
            store(FinishForm(data, workout=begun, now=now))
    return with_sets(user, deleted=True).get(pk=pk)


@api.post("/workouts/{pk}/sets", response={200: WorkoutOut, **WRITES}, tags=["workouts"])
def log_sets(request, pk: Pk, written: SetsIn):
    """Store versions of sets: all of them, or none if one is invalid. Sent again they change nothing."""
    now = timezone.localtime()
    with request.user.locked():
        begun = request.user.workouts.get(pk=pk)
        for number, each in enumerate(written.sets):
            store(SetForm(said(each), workout=begun, now=now), f"sets.{number}.")
    return with_sets(request.user, deleted=True).get(pk=pk)


@api.post("/workouts/{pk}/slots", response={200: WorkoutOut, **WRITES}, tags=["workouts"])
def note_slots(request, pk: Pk, written: SlotsIn):
    """Store that exercises were skipped or hurt: all, or none if one is invalid. Sent again they change nothing."""
    now = timezone.localtime()
    with request.user.locked():
        begun = request.user.workouts.get(pk=pk)
        for number, each in enumerate(written.slots):
            store(SlotForm(said(each), workout=begun, now=now), f"slots.{number}.")
    return with_sets(request.user, deleted=True).get(pk=pk)


@api.delete("/workouts/{pk}", response={200: DeletedOut, **WRITES}, tags=["workouts"])
def delete_workout(request, pk: Pk, logged_at: Annotated[Moment | None, Query(description="When you did.")] = None):
    """Delete a workout. A version that is logged after that, by any client, brings it back with all its sets."""
    with request.user.locked():
        begun = request.user.workouts.get(pk=pk)
        store(DeleteForm({"logged_at": logged_at or ""}, workout=begun, now=timezone.localtime()))
    return {"deleted": begun.deleted_at is not None}


@api.put("/checks/{pk}", response={200: CheckOut, **WRITES}, tags=["checks"])
def put_check(request, pk: Pk, written: CheckIn):
    """Log a self-check, or correct it. Sent again it changes nothing."""
    with request.user.locked():
        check = SelfCheck.objects.filter(pk=pk).first() or SelfCheck(pk=pk, user=request.user)
        if check.user_id != request.user.pk:
            raise SelfCheck.DoesNotExist
        store(CheckForm(said(written), check=check, now=timezone.localtime()))
    return check


@api.delete("/checks/{pk}", response={200: DeletedOut, **WRITES}, tags=["checks"])
def delete_check(request, pk: Pk):
    """Delete a self-check. A newer version of it brings it back."""
    with request.user.locked():
        SelfCheck.objects.get(user=request.user, pk=pk).discard(timezone.now())
    return {"deleted": True}


def store(form, where=""):
    """Stores a version. Raises NotValidError if it is invalid; then nothing of the same request is stored."""
    if not form.is_valid():
        raise NotValidError({where + name: list(errors) for name, errors in form.errors.items()})
    form.save()


def said(version):
    """The data of a version for a form, without fields that were left out."""
    found = version.model_dump(exclude_unset=True)
    return {name: "" if value is None else str(value) for name, value in found.items()}


def with_sets(user, deleted=False):
    """The user's workouts with exercises and sets, newest first, in a fixed number of queries."""
    rows = WorkoutExercise.objects.select_related("exercise").prefetch_related(STANDING).order_by("slot", "pk")
    found = user.workouts.all() if deleted else user.workouts.kept()
    return found.prefetch_related(Prefetch("exercises", rows)).order_by("-day", "-started", "pk")


urlpatterns = api.urls[0]
for each in urlpatterns:
    each.callback = for_everybody(each.callback)  # Its answers depend on no cookie.
