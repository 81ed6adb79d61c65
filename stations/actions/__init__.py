"""The use cases of stations, by subject. Lock order: spaces by primary key, then people."""
