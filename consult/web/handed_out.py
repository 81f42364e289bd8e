"""Files that leave the staff area: the digest of what was handed out is kept with who took it."""

import hashlib

from consult.services.permissions.releasing import note_digest
from consult.web.database import brief_transaction


def keep_digest(file_id: str, content: bytes) -> None:
    """Keep the digest of a file's bytes, in a transaction of its own once they are made."""
    digest = hashlib.sha256(content).hexdigest()
    with brief_transaction(writes=True) as session:
        note_digest(session, file_id, digest)
