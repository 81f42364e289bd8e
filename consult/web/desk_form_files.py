"""An XLSForm that was uploaded: read where nobody else can, and gone again."""

import tempfile
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from consult.services.consultations.publishing import RESERVED_NAMES
from forms.repairing.extents import Extent
from forms.repairing.repairing import Repaired, repair
from forms.xlsform.reader import Opened, open_xlsform


def open_file(upload: FileStorage) -> Opened:
    """Open an uploaded XLSForm; whatever is wrong with it is in what is returned."""
    name = secure_filename(upload.filename or "") or "questionnaire.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        upload.save(path)
        return open_xlsform(path)


def check_file(opened: Opened, extent: Extent = Extent.NONE) -> Repaired:
    """Read a file that was opened, repaired as far as was agreed to."""
    return repair(opened, extent, reserved_names=RESERVED_NAMES)
