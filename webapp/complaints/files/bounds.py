"""How much of a file is read, and how much of a text is kept."""

FILE_MB = 64
ROWS = 100_000
COLUMNS = 500
CELL_CHARACTERS = 100_000
DEPTH = 16  # of JSON and XML; a request with its notes needs five

SHEET_ROWS = 20_000  # a workbook costs five times as much to read as text
SHEET_ENTRIES = 200
SHEET_UNPACKED_MB = 50
SHEET_RATIO = 100

ID = 100  # never cut: two would become one
TITLE = 200
DESCRIPTION = 4_000  # GeoReport's own bound
TEXT = 300
EXTRA_COLUMNS = 40
EXTRA_TEXT = 500

SAMPLES = 5
LOOK_AHEAD = 1_000  # rows that say how dates are written and where the city lies

CHILD_MEMORY_MB = 700
CHILD_PROCESSOR_S = 120
NICENESS = 5  # on a small machine the file waits for the room, not the room for the file
