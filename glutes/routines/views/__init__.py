"""The pages of routines, the builder, and the coach's offers about a routine."""
