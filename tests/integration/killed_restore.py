"""`consult restore` that is killed: python -m tests.integration.killed_restore POINT FILE [OPTION]...

Points are counted from 1: before and after the note is written, each file is put in its place, and what a
database on PostgreSQL was filled from is deleted; then before the note is deleted. The recovery key comes
on standard input.
"""

import sys
from contextlib import ExitStack
from unittest import mock

from consult.command import main
from consult.services.backups import putting_in_place
from tests.integration.killed_rotation import die_at, surround

STEPS = ("replace_whole", "_spend", "_move")

if __name__ == "__main__":
    pass_point = die_at(int(sys.argv[1]))
    with ExitStack() as stack:
        for name in STEPS:
            step = surround(getattr(putting_in_place, name), pass_point)
            stack.enter_context(mock.patch.object(putting_in_place, name, step))
        sys.argv[1:] = ["restore", *sys.argv[2:], "--replace"]
        main()
