"""The catalogue, its pictures, and the exercises that users add."""
