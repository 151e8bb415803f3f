"""Citizens' complaints: brought along in files, seen by the room."""
