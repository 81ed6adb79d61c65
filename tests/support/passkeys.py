"""A passkey as a telephone holds it: it answers the challenge of the portal with a real signature."""

import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import User

HOST = "testserver"


class Passkey:
    """A key for signing in to one account without a password; the portal knows its public half."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._id = secrets.token_bytes(16)
        self._known = Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "手机", "credential": self._public_half()}
        )

    def sign_in(self, client: Client) -> Any:
        """The answer to the signed challenge."""
        asked = client.get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
        challenge = asked.json()["request_options"]["publicKey"]["challenge"]
        client_data = self._client_data("webauthn.get", challenge)
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
        data = AuthenticatorData.create(_sha256(HOST.encode()), flags, 1)
        signature = self._key.sign(data + client_data.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(user_pk_to_url_str(self.user).encode()),
        }
        return client.post("/accounts/2fa/webauthn/login/", {"credential": json.dumps(self._credential(response))})

    def _public_half(self) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self._key.public_key())
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
        attested = AttestedCredentialData.create(Aaguid.NONE, self._id, public)
        data = AuthenticatorData.create(_sha256(HOST.encode()), flags, 0, attested)
        response = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", websafe_encode(b"0" * 16))),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"https://{HOST}")

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        key = websafe_encode(self._id)
        return {"id": key, "rawId": key, "type": "public-key", "response": response, "clientExtensionResults": {}}


def _sha256(text: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(text)
    return digest.finalize()
