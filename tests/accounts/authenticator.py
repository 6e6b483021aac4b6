"""A phone that keeps passkeys, for tests: makes a key and signs challenges as WebAuthn says."""

import hashlib
import json
import secrets

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as written

VERIFIED, NEW = 0x05, 0x40
"""Flags: somebody was there and was recognised; a key comes along."""


class Authenticator:
    """One key, which counts how often it signs."""

    def __init__(self):
        self.id, self.key, self.count = secrets.token_bytes(16), ec.generate_private_key(ec.SECP256R1()), 0

    def data(self, host, flags, more=b""):
        self.count += 1
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + more

    def answer(self, **response):
        said = {name: written(value) for name, value in response.items()}
        key = written(self.id)
        return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": said})

    def make(self, options, origin="http://localhost", flags=VERIFIED, odd=()):
        """What a browser says after navigator.credentials.create(); with [value] as `odd`, the key is that value."""
        at = self.key.public_key().public_numbers()
        point = {-2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")}
        key = cbor2.dumps(odd[0] if odd else {1: 2, 3: -7, -1: 1, **point})
        more = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        data = self.data(options["rp"]["id"], flags | NEW, more)
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self.answer(clientDataJSON=client_data("webauthn.create", options, origin), attestationObject=made)

    def sign(self, options, origin="http://localhost", flags=VERIFIED):
        """What a browser says after navigator.credentials.get()."""
        client, data = client_data("webauthn.get", options, origin), self.data(options["rpId"], flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(clientDataJSON=client, authenticatorData=data, signature=signature)


def client_data(kind, options, origin):
    return json.dumps({"type": kind, "challenge": options["challenge"], "origin": origin}).encode()
