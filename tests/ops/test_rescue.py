"""``python -m ops rescue``: what the operator types and reads."""

from __future__ import annotations

from tests.ops.running import Run
from tests.ops.test_commands import SQLITE_ONLY


@SQLITE_ONLY
def test_each_thing_is_done_or_told(run: Run) -> None:
    run("staff", "add", "ayumi-office", "officer", "相談 あゆみ", "さくら年金事務所")
    assert run("rescue", "--sign-out", "Ayumi-Office")[:2] == (0, "ログアウトしました。\n")
    assert run("rescue", "--sign-out-everybody")[:2] == (0, "全員をログアウトしました。\n")
    refusal = (1, "", "このユーザーIDのアカウントか、その確認コードがありません。\n")
    assert run("rescue", "--take-code-away", "ayumioffice") == refusal
    assert run("rescue", "--sign-out", "nobody") == refusal
