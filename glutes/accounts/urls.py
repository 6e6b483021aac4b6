from django.urls import path

from glutes.accounts.views import account, device, email, guest, login, passkey, password, signup

app_name = "accounts"
urlpatterns = [
    path("guest/", guest.guest, name="guest"),
    path("signup/", signup.signup, name="signup"),
    path("login/", login.login, name="login"),
    path("bring/", guest.bring, name="bring"),
    path("leave/", guest.leave, name="leave"),
    path("logout/", login.logout, name="logout"),
    path("password/", password.password, name="password"),
    path("devices/", device.device_list, name="device_list"),
    path("devices/others/end/", device.devices_end, name="devices_end"),
    path("devices/<int:pk>/end/", device.device_end, name="device_end"),
    path("email/", email.email, name="email"),
    path("email/<str:key>/", email.email_confirm, name="email_confirm"),
    path("forgotten/", password.forgotten, name="forgotten"),
    path("forgotten/<slug:key>/", password.reset_password, name="reset_password"),
    path("passkeys/", passkey.passkey_list, name="passkey_list"),
    path("passkeys/options/", passkey.passkey_options, name="passkey_options"),
    path("passkeys/add/", passkey.passkey_add, name="passkey_add"),
    path("passkeys/sign-up/", signup.passkey_signup, name="passkey_signup"),
    path("passkeys/<int:pk>/remove/", passkey.passkey_remove, name="passkey_remove"),
    path("login/passkey/", login.passkey_login, name="passkey_login"),
    path("login/passkey/options/", login.passkey_login_options, name="passkey_login_options"),
    path("delete/", account.delete, name="delete"),
    path("time-zone/", account.time_zone, name="time_zone"),
]
