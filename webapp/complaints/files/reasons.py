"""Why a file or a row is not taken: a code and the names of its facts, for whoever words it."""

# The whole file. Rows that came before stay unread, too.
REFUSALS: dict[str, tuple[str, ...]] = {
    "empty": (),  # no bytes, or nothing but blanks
    "html": (),  # a web page, often an error page under the name of an export
    "pdf": (),
    "picture": (),
    "xls": (),  # Excel's old binary format: to be saved as .xlsx
    "ods": (),  # LibreOffice: to be saved as .xlsx or .csv
    "encrypted": (),  # a sheet with a password
    "archive": (),  # a zip, gzip, rar or 7z: to be unpacked first
    "document": (),  # a Word file, slides
    "unknown": (),  # bytes that are no text, or text that is no table
    "broken": (),  # begins well, cannot be read on: cut off, damaged, not well-formed
    "no_requests": (),  # well-formed JSON or XML without a list of requests
    "no_table": (),  # no row that could be a header
    "no_rows": (),  # a header with nothing below it
    "entities": (),  # XML that defines entities or asks for other files
    "depth": ("limit",),  # nested deeper than any request is
    "file_size": ("limit_mb",),
    "unpacked_size": ("limit_mb",),
    "ratio": ("limit",),  # unpacks to more than `limit` times its size
    "entries": ("limit",),  # more parts in a workbook than any sheet needs
    "columns": ("limit",),
    "rows": ("limit",),
    "unmapped": (),  # no column that can be the request's number: somebody must say which
    "broke": ("why",),  # the reading process: "memory", "time", "silent", "died", or the name of an error
}

# One row.
REJECTIONS: dict[str, tuple[str, ...]] = {
    "id": (),  # no request number
    "id_length": ("limit",),
    "about": (),  # nothing that says what it is about: no service, title or description
    "date": ("column", "value"),  # cannot be read, or no such day
    "future": ("column", "value"),  # more than a day ahead
    "ragged": ("cells", "columns"),  # more cells than columns: a separator in a text without quotes
    "quote": (),  # a quotation mark that is opened and not closed
    "cell": ("limit_kb",),  # a cell as large as no text is
    "not_a_request": (),  # a member of the list that has no fields
}


class Unreadable(Exception):
    """Nothing (more) can be read of this file."""

    def __init__(self, reason: str, **facts: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = {name: str(fact) for name, fact in facts.items()}


class Unfit(Exception):
    """This row cannot be taken."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = {name: str(fact) for name, fact in facts.items()}
