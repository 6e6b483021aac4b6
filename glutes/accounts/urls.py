from django.urls import path

from glutes.accounts import views

app_name = "accounts"
urlpatterns = [
    path("guest/", views.guest, name="guest"),
    path("signup/", views.signup, name="signup"),
    path("login/", views.login, name="login"),
    path("bring/", views.bring, name="bring"),
    path("leave/", views.leave, name="leave"),
    path("logout/", views.logout, name="logout"),
    path("password/", views.password, name="password"),
    path("devices/", views.device_list, name="device_list"),
    path("devices/others/end/", views.devices_end, name="devices_end"),
    path("devices/<int:pk>/end/", views.device_end, name="device_end"),
    path("email/", views.email, name="email"),
    path("email/<str:key>/", views.email_confirm, name="email_confirm"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("forgotten/<slug:key>/", views.reset_password, name="reset_password"),
    path("passkeys/", views.passkey_list, name="passkey_list"),
    path("passkeys/options/", views.passkey_options, name="passkey_options"),
    path("passkeys/add/", views.passkey_add, name="passkey_add"),
    path("passkeys/sign-up/", views.passkey_signup, name="passkey_signup"),
    path("passkeys/<int:pk>/remove/", views.passkey_remove, name="passkey_remove"),
    path("login/passkey/", views.passkey_login, name="passkey_login"),
    path("login/passkey/options/", views.passkey_login_options, name="passkey_login_options"),
    path("delete/", views.delete, name="delete"),
    path("time-zone/", views.time_zone, name="time_zone"),
]
