"""The values of `kit/account.html`: the preferences, the equipment at home, its weights and bands."""

from glutes.accounts import passkeys
from glutes.accounts.views.guest import left_guest
from glutes.kit.forms import AccountForm, KitForm
from glutes.kit.models import kit_of


def account_page(request, form=None, kit_form=None):
    """The context of the page and its fragments. A refused form replaces a fresh one."""
    user = request.user
    kit = kit_of(user.pk)
    owned = {one.equipment: [] for one in kit} | ({kit_form.kit.equipment: []} if kit_form else {})
    for one in kit:
        owned[one.equipment] += [one] if one.size else []
    return {
        "form": form or AccountForm(instance=user, initial={"equipment": [one.equipment.slug for one in kit]}),
        "kit": [
            (
                rows,
                kit_form
                if kit_form and kit_form.kit.equipment == equipment
                else KitForm(user=user, equipment=equipment),
            )
            for equipment, rows in owned.items()
            if equipment.weighs or equipment.stretches
        ],
        "left": left_guest(request),
        "passkeys": passkeys.are_offered(request),
    }
