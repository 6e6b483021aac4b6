from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from glutes.answers import for_everybody
from glutes.api import views


@for_everybody
@csrf_exempt
def nothing(request, rest):
    """The answer to an unknown address of the API, for any method."""
    return JsonResponse({"detail": "There is nothing at this address.", "errors": {}}, status=404)


app_name = "api"
urlpatterns = [
    path("account/scripts/", views.token_list, name="token_list"),
    path("account/scripts/make/", views.token_make, name="token_make"),
    path("account/scripts/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("api/<path:rest>", nothing, name="nothing"),
]
