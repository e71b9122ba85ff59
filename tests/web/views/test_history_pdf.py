"""The worksheet in a file says what its paper says."""

from __future__ import annotations

from dataclasses import replace

from web.views.frame import Frame, Link
from web.views.history import EntryList, HistoryRow, Memory, Recorded, Tag
from web.views.history_pdf import history_pdf_sheet
from web.views.history_print import HistoryPrintView, ToAsk
from web.views.sheet import Bullets, Facts, Heading, Table, Text

MEMORY = Memory(
    title="喫茶こまどり",
    when="昭和58年4月から",
    category="入社・退職",
    details=("場所：見本駅の前",),
    note="森さんのお店",
    link=Link("見る・なおす", "/history/entries/1"),
)
RECORD = Recorded(cells=(), title="さくら食品", lines=("平成20年4月から",), is_name=True)
ROW = HistoryRow(
    kind="confirm",
    year="昭和58年（1983年）",
    age="25歳",
    memory=MEMORY,
    record=None,
    tags=(Tag("confirm", "記録がない"),),
    says=(),
    links=(),
)
GAP = replace(
    ROW,
    kind="",
    memory=None,
    record=Recorded(cells=(), title="昭和58年4月（1か月）", lines=("未加入",), is_name=False),
    tags=(Tag("plain", "抜けている月"),),
    unwritten="このころ、どうしていましたか",
)
ONLY_RECORDED = replace(ROW, kind="act", age="", memory=None, record=RECORD, tags=())
OVERLAPPING = replace(ROW, kind="quiet", tags=(Tag("quiet", "時期が重なる"),), says=("「三国商店」と重なっています。",))
DIFFERING = ToAsk(
    kind="confirm",
    when="昭和58年（1983年）",
    what="喫茶こまどり",
    tags=ROW.tags,
    says=("このころの、このつとめ先の記録が、見あたりません。",),
)
DOUBTED = ToAsk(
    kind="act",
    when="昭和59年（1984年）8月から9月まで（2か月）",
    what="",
    tags=(Tag("act", "月数がふえるかも"),),
    says=("学生だった月は、カラ期間になるかもしれません。",),
    proofs=("卒業証書、卒業証明書", "在学証明書、学生証"),
)
VIEW = HistoryPrintView(
    frame=Frame(title="私の履歴整理表（印刷用）", announce=""),
    name="春野 和子",
    facts=(("お名前", "春野 和子（ハルノ カズコ）"), ("印刷した日", "令和8年（2026年）11月23日")),
    as_of="令和8年（2026年）10月31日",
    lead=("ならべました。", "違うところが 1か所 あります。"),
    asks=(DIFFERING, DOUBTED),
    nothing="",
    rows=(ROW, OVERLAPPING, GAP, ONLY_RECORDED),
    only_recorded="「国の記録だけ」は、まだ書いていません。",
    categories=(EntryList(name="入社・退職", entries=(MEMORY, replace(MEMORY, note=""))),),
    papers=("この紙",),
    file=Link("PDFのファイルで受け取る", "/history/pdf"),
)


def test_everything_stands_in_it_in_order() -> None:
    sheet = history_pdf_sheet(VIEW)
    assert (sheet.title, sheet.foot) == ("私の履歴整理表", "春野 和子さん　年金の記録は令和8年（2026年）10月31日現在")
    assert sheet.blocks == (
        Facts((*VIEW.facts, ("記録の時点", VIEW.as_of))),
        Text("ならべました。違うところが 1か所 あります。"),
        Heading(2, "窓口でたずねること"),
        Heading(3, "昭和58年（1983年）　喫茶こまどり：記録がない"),
        Text("このころの、このつとめ先の記録が、見あたりません。"),
        Heading(3, "昭和59年（1984年）8月から9月まで（2か月）：月数がふえるかも"),
        Text("学生だった月は、カラ期間になるかもしれません。"),
        Text("手がかりになるもの（あれば）"),
        Bullets((("卒業証書、卒業証明書",), ("在学証明書、学生証",))),
        Heading(2, "窓口に持っていくもの"),
        Bullets((("この紙",),)),
        Text("そろわなくても、相談できます。"),
        Heading(2, "記憶と国の記録"),
        Text("「国の記録だけ」は、まだ書いていません。"),
        Table(
            ("いつ", "わたしの記憶", "くらべた結果", "国の記録"),
            (4, 7, 4, 6),
            (
                (
                    ("昭和58年", "（1983年）", "25歳"),
                    ("喫茶こまどり", "昭和58年4月から", "場所：見本駅の前"),
                    ("記録がない",),
                    ("くらべる記録は、ありません",),
                ),
                (
                    ("昭和58年", "（1983年）", "25歳"),
                    ("喫茶こまどり", "昭和58年4月から", "場所：見本駅の前"),
                    ("時期が重なる", "「三国商店」と重なっています。"),
                    ("くらべる記録は、ありません",),
                ),
                (
                    ("昭和58年", "（1983年）", "25歳"),
                    ("このころ、どうしていましたか",),
                    ("抜けている月",),
                    ("昭和58年4月（1か月）", "未加入"),
                ),
                (
                    ("昭和58年", "（1983年）"),
                    ("まだ書いていません",),
                    ("くらべません",),
                    ("さくら食品", "平成20年4月から"),
                ),
            ),
        ),
        Heading(2, "書きとめたこと"),
        Heading(3, "入社・退職"),
        Bullets(
            (
                ("喫茶こまどり", "昭和58年4月から", "場所：見本駅の前", "メモ：森さんのお店"),
                ("喫茶こまどり", "昭和58年4月から", "場所：見本駅の前"),
            )
        ),
        Heading(2, "記録がちがうと思うとき"),
        Text("この紙を持って、お近くの年金事務所でおたずねください。記録の訂正は、年金事務所で受け付けます。"),
    )


def test_an_empty_worksheet_has_no_empty_parts() -> None:
    nothing = "違うところは、見つかっていません。"
    sheet = history_pdf_sheet(replace(VIEW, asks=(), nothing=nothing, rows=(), categories=()))
    said = [block.text for block in sheet.blocks if isinstance(block, Heading | Text)]
    assert nothing in said
    assert not {"記憶と国の記録", "書きとめたこと"} & set(said)


def test_where_nobody_has_to_be_told_of_jobs_only_recorded_nothing_is_said_of_them() -> None:
    blocks = history_pdf_sheet(replace(VIEW, only_recorded="")).blocks
    assert isinstance(blocks[blocks.index(Heading(2, "記憶と国の記録")) + 1], Table)
