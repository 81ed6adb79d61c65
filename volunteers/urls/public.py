from django.urls import path

from volunteers.views import certificates, verify

app_name = "volunteers"
urlpatterns = [
    # Certificates
    path("mine/certificates/", certificates.certificates, name="certificates"),
    path("mine/certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("verify/", verify.verify, name="verify"),
    path("verify/<slug:code>/", verify.verified, name="verified"),
    path("verify/<slug:code>.svg", verify.verification_qr, name="verification_qr"),
]
