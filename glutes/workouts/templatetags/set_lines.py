"""The line of a set, in Python: a session repeats it up to a hundred times, and as a template it took most of the time
of the page."""

from html import escape

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import mark_safe

from glutes.addresses import address
from glutes.rules.coaching.offering import in_a_sentence
from glutes.templatetags.markup import hidden, icon, options, problems
from glutes.workouts.forms import LOADS

register = template.Library()

TO_DO = 'class="set"', 'class="set set-loaded"'
DONE = 'class="set set-done"', 'class="set set-done set-loaded"'
AMOUNT = "reps", "seconds"
LATER, NEXT = 'class="round set-log"', 'class="round set-log set-next"'
FORM = '<input type="hidden" name="form_ok" value="{}">'
STEP = (
    '<button type="button" class="step" data-step="{}" data-repeat tabindex="-1">'
    '<span class="unseen">{}</span>{}</button>'
)


@register.simple_tag(takes_context=True)
def set_line(context, line):
    """The form of one set of one side: {% set_line line %}."""
    slot, words = line.slot, escape(line.heard)
    url = address(get_script_prefix(), "workouts:log_set", (context["workout"].pk,), ())
    look = (DONE if line.logged else TO_DO)[slot.takes_load]
    place = {"slot": slot.row.slot, "exercise": slot.row.exercise.slug, "seen": line.seen}
    side = f"<small>{line.side}</small>" if line.side != "both" else ""
    parts = [
        f'<form {look} method="post" action="{url}" data-hx-post="{url}">',
        hidden(context, **place, number=line.number, side=line.side),
        as_before(line),
        f'<span class="set-name" aria-hidden="true">{line.number}{side}</span>',
        amount(line, words),
        load(line, words, context["user"].units),
        log(line, words, answer=context.get("answer")),
        how_it_went(line, words, url) if line.logged else "",
    ]
    if line.taken_away and not line.problems:
        parts.append('<p class="meta set-gone">Removed. Tick to put it back.</p>')
    if line.form:
        parts.append(render_to_string("_problems.html", problems(line.problems, f"{line.id}-problem")))
    return mark_safe("".join((*parts, "</form>")))  # noqa: S308 (what was typed is escaped)


def as_before(line):
    """The hidden fields that keep what was said of a set when its numbers are corrected, or when it is put back."""
    if line.logged:
        return FORM.format(int(line.logged.form_ok))
    return FORM.format(int(line.taken_away.form_ok)) + spare(line.taken_away) if line.taken_away else ""


def spare(one):
    """The reps to spare of a set as a hidden field, empty if nobody said."""
    return f'<input type="hidden" name="rir" value="{"" if one.rir is None else one.rir}">'


def log(line, words, answer):
    """The button that logs it, and the one for both sides at once."""
    verb = "save" if line.logged else "put back" if line.taken_away else "log"
    look, focus = NEXT if line.is_next else LATER, " autofocus" if line.is_next and answer else ""
    both = (
        '<button class="plain flush set-both" name="both" value="1">'
        f'<span>Both sides, same<span class="unseen">: {words}</span></span></button>'
    )
    return (
        f'<button id="{line.id}-log" {look}{focus}>'
        f'<span class="unseen">{words}: {verb}</span>{icon("check")}</button>{both if line.both else ""}'
    )


def amount(line, words):
    """The stepper of its reps or seconds."""
    field = (
        f'<input id="{line.id}" name="{line.slot.row.measure}" value="{escape(str(line.typed_amount))}"'
        ' inputmode="numeric" autocomplete="off" maxlength="6"'
        f' aria-label="{words}: {line.slot.unit.lower()}"{wrong(line, *AMOUNT)}>'
    )
    return f'<span class="stepper">{stepped(field, f"{words}: one fewer", f"{words}: one more")}</span>'


def load(line, words, units):
    """The choice of a band, or the stepper of its weight; nothing for exercises without."""
    slot = line.slot
    if slot.bands:
        return (
            f'<select class="input set-load" id="{line.id}-band" name="band"'
            f' aria-label="{words}: band"{wrong(line, "band")}>'
            f'<option value="">no band</option>{options(slot.bands, line.typed_band)}</select>'
        )
    if not slot.takes_load:
        return ""
    field = (
        f'<input id="{line.id}-load" name="load" value="{escape(str(line.typed_load))}" inputmode="decimal"'
        f' autocomplete="off" maxlength="20" placeholder="–" aria-label="{words}: weight"{wrong(line, *LOADS)}>'
    )
    return (
        f'<span class="stepper set-load" data-owned="{escape("|".join(slot.owned))}" data-unit="{units}">'
        f"{stepped(field, f'{words}: lighter', f'{words}: heavier')}</span>"
    )


def wrong(line, *names):
    """What marks a field, by these names, in which the refused form has something wrong."""
    is_wrong = line.form and line.form.errors.keys() & {*names}
    return f' aria-invalid="true" aria-describedby="{line.id}-problem"' if is_wrong else ""


def stepped(field, fewer, more):
    """A field between its buttons − and +."""
    return STEP.format(-1, fewer, icon("minus")) + field + STEP.format(1, more, icon("plus"))


def how_it_went(line, words, url):
    """What was felt in a logged set, and the answers to change it."""
    told = f'<p class="meta set-felt">{escape(line.felt)}</p>' if line.felt else ""
    slipped, pressed = (0, "false") if line.logged.form_ok else (1, "true")
    return (
        f'{told}<details class="set-went"{" open" if line.is_newest else ""}>'
        f'<summary class="round"><span class="unseen">{words}: how it went</span>{icon("more")}</summary>'
        f'<div class="set-answers"><button class="quiet" name="form_ok" value="{slipped}" aria-pressed="{pressed}">'
        f'<span>Form slipped<span class="unseen">: {words}</span></span></button>'
        f"{to_spare(line, words, url)}{to_own(line, words)}"
        f'<button class="round" name="deleted" value="1"><span class="unseen">{words}: remove</span>{icon("bin")}'
        "</button></div></details>"
    )


def to_spare(line, words, url):
    """The question about reps to spare, which is not asked of holds."""
    if not line.slot.reserve:
        return spare(line.logged)
    return (
        f'<select class="input" name="rir" aria-label="{words}: reps to spare" data-hx-post="{url}"'
        ' data-hx-trigger="change"><option value="">Reps to spare?</option>'
        f"{options(line.slot.reserve, line.logged.rir)}</select>"
    )


def to_own(line, words):
    """The offer to remember a weight that the user did not have yet."""
    if not line.new_weight:
        return ""
    thing = escape(f"Add the {line.new_weight} {in_a_sentence(line.slot.weights.thing.name)} to my kit")
    return (
        f'<button class="quiet" name="own" value="1"><span>{thing}<span class="unseen">: {words}</span></span></button>'
    )
