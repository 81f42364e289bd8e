"""An XLSForm that was uploaded: read where nobody else can, and gone again."""

import tempfile
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from consult.services.consultations.publishing import RESERVED_NAMES
from forms.xlsform.problems import Reading
from forms.xlsform.reader import read_xlsform


def check_file(upload: FileStorage) -> Reading:
    """Read an uploaded XLSForm; whatever is wrong with it is in the report."""
    name = secure_filename(upload.filename or "") or "questionnaire.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        upload.save(path)
        return read_xlsform(path, reserved_names=RESERVED_NAMES)
