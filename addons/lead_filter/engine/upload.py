"""Which files a client may hand in on a page without a login: named types that are what their names say.

Nothing is unpacked or converted here; a file that a browser would run is never among them.
"""

import re
import unicodedata

FILE_LIMIT = 10 * 1024 * 1024
TOTAL_LIMIT = 20 * 1024 * 1024
COUNT_LIMIT = 10
NAME_LIMIT = 120

ZIP, OLE, TEXT = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",), None
BINARY = "application/octet-stream"
# Ending: (how the content begins, or TEXT; how it is handed on).
TYPES = {
    "pdf": ((b"%PDF-",), "application/pdf"),
    "png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
    "jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "tif": ((b"II*\0", b"MM\0*"), "image/tiff"),
    "tiff": ((b"II*\0", b"MM\0*"), "image/tiff"),
    "zip": (ZIP, "application/zip"),
    "7z": ((b"7z\xbc\xaf\x27\x1c",), "application/x-7z-compressed"),
    "rar": ((b"Rar!\x1a\x07",), "application/vnd.rar"),
    "docx": (ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (ZIP, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": (ZIP, "application/vnd.oasis.opendocument.text"),
    "ods": (ZIP, "application/vnd.oasis.opendocument.spreadsheet"),
    "doc": (OLE, "application/msword"),
    "xls": (OLE, "application/vnd.ms-excel"),
    "dwg": ((b"AC10",), BINARY),
    "txt": (TEXT, "text/plain"),
    "csv": (TEXT, "text/plain"),
    "dxf": (TEXT, "text/plain"),
    "stp": (TEXT, "text/plain"),
    "step": (TEXT, "text/plain"),
    "gbr": (TEXT, "text/plain"),
    "ger": (TEXT, "text/plain"),
    "drl": (TEXT, "text/plain"),
}
# What a browser could take for a page, wherever it stands.
MARKUP = re.compile(rb"<\s*(?:!doctype|\?xml|html|head|body|script|svg|iframe|object|embed|link|meta)\b", re.IGNORECASE)


def plain_name(name):
    """The name of a file without folders, control characters and excess; its ending is kept."""
    name = re.split(r"[/\\]", name or "")[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > NAME_LIMIT and dot:
        name = f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return name[:NAME_LIMIT] or "file"


def ending_of(name):
    return plain_name(name).rpartition(".")[2].lower() if "." in plain_name(name) else ""


def fault_of(name, content):
    """What is wrong with a file: ``empty``, ``large``, ``type`` (not taken) or ``content`` (not what its name says).

    :param content: bytes
    :returns: None where nothing is
    """
    if not content:
        return "empty"
    if len(content) > FILE_LIMIT:
        return "large"
    if ending_of(name) not in TYPES:
        return "type"
    beginnings, _mimetype = TYPES[ending_of(name)]
    if beginnings is TEXT:
        return "content" if _is_no_text(content) else None
    return None if content.startswith(beginnings) else "content"


def mimetype_of(name):
    """As what a file of ours is handed on; one of an unknown type as bytes to be saved."""
    return TYPES.get(ending_of(name), (None, BINARY))[1]


def _is_no_text(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        # UTF-16 as spreadsheets save it: every second byte of Latin text is a zero.
        content = content.replace(b"\0", b"")
    return b"\0" in content or bool(MARKUP.search(content))
