"""``python -m ops COMMAND``."""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

from db.problems import DatabaseUnavailable, DatabaseUnusable
from ops import (
    add_account,
    audit_head,
    backup,
    check_content,
    check_data,
    check_rules,
    demo,
    estimate,
    import_month,
    import_old_ids,
    import_unlinked,
    issue_keys,
    issue_notices,
    make_month,
    make_readings,
    make_unlinked,
    migrate,
    rescue,
    restore,
    staff,
    sweep,
    verify_audit,
)

_COMMANDS: tuple[tuple[str, ModuleType, str], ...] = (
    ("migrate", migrate, "データベースを作る、または最新の形にする"),
    ("import-month", import_month, "1か月分の記録を取り込む"),
    ("import-unlinked", import_unlinked, "持ち主不明記録を取り込み、前のものと入れかえる"),
    ("issue-notices", issue_notices, "ある月の定期便の見込額を、1人ずつ計算して保存する"),
    ("add-account", add_account, "取り込んだ人のアカウントを作る"),
    ("issue-keys", issue_keys, "アクセスキーを作り、手紙を書き出す"),
    ("import-old-ids", import_old_ids, "旧サービスのIDを引き継ぐ"),
    ("staff", staff, "職員のアカウントを作る、一覧を見る、使えなくする"),
    ("rescue", rescue, "ログアウトさせる、なくした確認コードをやめる（本人確認のあと）"),
    ("check-data", check_data, "保存された記録がこわれていないか調べる"),
    ("verify-audit", verify_audit, "監査記録が書きかえられていないか調べる"),
    ("audit-head", audit_head, "監査記録の1日の終わりの値を出す（別の場所に控えておく）"),
    ("check-rules", check_rules, "法律の表がそろっているか調べ、確かでない行を示す"),
    ("estimate", estimate, "記録のファイルから年金の見込額を計算する"),
    ("check-content", check_content, "用語・ご質問・案内の文章にまちがいがないか調べる"),
    ("make-readings", make_readings, "ふりがなの一覧を作りなおす（開発用）"),
    ("make-month", make_month, "架空の人の月次ファイルを、好きな人数で作る"),
    ("make-unlinked", make_unlinked, "架空の持ち主不明記録を、好きな件数で作る"),
    ("backup", backup, "データベース全体の控えを1つのファイルに作る（サービスは動いたままでよい）"),
    ("restore", restore, "控えを調べてから、データベースに戻す"),
    ("demo", demo, "見本の人を用意する"),
    ("sweep", sweep, "すべての画面のアクセシビリティを調べる"),
)


def main(words: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m ops", description="わたしの年金記録の運用")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, module, explanation in _COMMANDS:
        command = commands.add_parser(name, help=explanation, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    try:
        code: int = arguments.run(arguments)
    except (DatabaseUnusable, DatabaseUnavailable) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("中断しました。途中だったものは、何も反映されていません。", file=sys.stderr)
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
