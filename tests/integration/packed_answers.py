"""What an answer of the site holds, also where it is a file with members."""

import io
import zipfile


def read(content: bytes) -> bytes:
    """The bytes of an answer, or of the members of a file that is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())
