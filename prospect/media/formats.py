"""What a file is, told by its first bytes; what it is called is never asked."""

HEAD = 1024  # bytes that are looked at
PICTURES = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "tiff": "TIFF"}
PDF, SVG, HEIC, OTHER = "pdf", "svg", "heic", "other"
_SIGNS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"%PDF-", PDF),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def sniff(head: bytes) -> str:
    """Return the code of what a file begins like; OTHER for what is not taken."""
    for sign, code in _SIGNS:
        if head.startswith(sign):
            return code
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return SVG if b"<svg" in head.lower() else OTHER


def _by_brand(head: bytes) -> str:
    """Tell AVIF from HEIC, which share a container, by the brands it names."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[at : at + 4] for at in (8, *range(16, size, 4))}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return HEIC if brands & _HEIC_BRANDS else OTHER
