from django.urls import path

from glutes.routines.views import builder, offers, routine

app_name = "routines"
urlpatterns = [
    path("", routine.routine_list, name="routine_list"),
    path("new/", routine.routine_new, name="routine_new"),
    path("<int:pk>/", routine.routine_detail, name="routine_detail"),
    path("<int:pk>/print/", routine.routine_print, name="routine_print"),
    path("<int:pk>/copy/", routine.routine_copy, name="routine_copy"),
    path("<int:pk>/archive/", routine.routine_archive, name="routine_archive"),
    path("<int:pk>/unarchive/", routine.routine_unarchive, name="routine_unarchive"),
    path("<int:pk>/delete/", routine.routine_delete, name="routine_delete"),
    path("<int:pk>/restore/", routine.routine_restore, name="routine_restore"),
    path("<int:pk>/swap/", offers.routine_swap, name="routine_swap"),
    path("<int:pk>/widen/", offers.routine_widen, name="routine_widen"),
    path("<int:pk>/way/", offers.routine_way, name="routine_way"),
    path("<int:pk>/circuit/", offers.routine_circuit, name="routine_circuit"),
    path("<int:pk>/rewrite/", offers.routine_rewrite, name="routine_rewrite"),
    path("<int:pk>/edit/", builder.routine_edit, name="routine_edit"),
    path("<int:pk>/change/", builder.routine_change, name="routine_change"),
    path("<int:pk>/sort/", builder.routine_sort, name="routine_sort"),
    path("<int:pk>/clock/", builder.routine_clock, name="routine_clock"),
    path("<int:pk>/add/", builder.routine_add, name="routine_add"),
    path("<int:pk>/add-own/", builder.routine_add_own, name="routine_add_own"),
    path("prescriptions/<int:pk>/update/", builder.prescription_update, name="prescription_update"),
    path("prescriptions/<int:pk>/place/", builder.prescription_place, name="prescription_place"),
    path("prescriptions/<int:pk>/up/", builder.prescription_up, name="prescription_up"),
    path("prescriptions/<int:pk>/down/", builder.prescription_down, name="prescription_down"),
    path("prescriptions/<int:pk>/join/", builder.prescription_join, name="prescription_join"),
    path("prescriptions/<int:pk>/leave/", builder.prescription_leave, name="prescription_leave"),
    path("prescriptions/<int:pk>/duplicate/", builder.prescription_duplicate, name="prescription_duplicate"),
    path("prescriptions/<int:pk>/swap/", builder.prescription_swap, name="prescription_swap"),
    path("prescriptions/<int:pk>/count/", builder.prescription_count, name="prescription_count"),
    path("prescriptions/<int:pk>/delete/", builder.prescription_delete, name="prescription_delete"),
    path("prescriptions/<int:pk>/restore/", builder.prescription_restore, name="prescription_restore"),
]
