"""Coming in, staying, leaving: guests, signing up, logging in and out, passwords, passkeys, deleting."""
