"""The two lists that every Office package carries: what each part is, and how parts relate."""

from lxml import etree
from lxml.etree import _Element as Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-package"


def make_content_types(parts: dict[str, str]) -> Element:
    """Make the list of what each part is."""
    root = etree.Element(f"{{{PACKAGE}/content-types}}Types", nsmap={None: f"{PACKAGE}/content-types"})
    for ending, kind in (("rels", f"{_TYPE}.relationships+xml"), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{PACKAGE}/content-types}}Default", Extension=ending, ContentType=kind)
    for name, kind in parts.items():
        etree.SubElement(root, f"{{{PACKAGE}/content-types}}Override", PartName=name, ContentType=kind)
    return root


def make_relationships(*pairs: tuple[str, str], core: bool = False) -> Element:
    """Make the relationships of a part: kinds and targets, numbered in the order given."""
    space = f"{PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    kinds = [(f"{OFFICE}/{kind}", target) for kind, target in pairs]
    if core:
        kinds.append((f"{space}/metadata/core-properties", "docProps/core.xml"))
    for number, (kind, target) in enumerate(kinds, start=1):
        etree.SubElement(root, f"{{{space}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return root
