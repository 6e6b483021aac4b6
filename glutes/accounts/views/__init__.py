"""Coming in, staying, going: guests, signing up, logging in and out, passwords, passkeys, deleting."""
