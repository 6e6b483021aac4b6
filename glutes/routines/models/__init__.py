"""Routines and their prescriptions: ready-made ones (no user, from fixtures) and the users' own, in one shape."""

from glutes.routines.models.prescription import AMOUNTS, LETTERS, Prescription, usual_dose
from glutes.routines.models.routine import Routine

__all__ = ["AMOUNTS", "LETTERS", "Prescription", "Routine", "usual_dose"]
