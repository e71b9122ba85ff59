"""Answers that are files. Their names say what they are and nothing of the person."""

from __future__ import annotations

import logging

from litestar import Response

from web.errors import NotPossibleNow
from web.paper.pdf import PdfMaker, PdfUnavailable
from web.views.frame import Link
from web.views.sheet import Sheet

_log = logging.getLogger("nenkin.files")
_MAKER = PdfMaker()
_SENTENCE = "いまは、PDFのファイルを作れませんでした。紙には、印刷用の画面から印刷できます。"


async def pdf_answer(sheet: Sheet, name: str, page: Link) -> Response[bytes]:
    """A sheet as a PDF file of that name; raises NotPossibleNow, with the way back to its page for paper."""
    try:
        file = await _MAKER.make(sheet)
    except PdfUnavailable as problem:
        _log.warning("no PDF: %s", problem)
        raise NotPossibleNow(_SENTENCE, page) from None
    return Response(
        file, media_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
