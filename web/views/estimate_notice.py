"""定期便時点の見込額 (S25): the estimate as it stood with the newest notice."""

from __future__ import annotations

from dataclasses import dataclass

from pension.calendar import age_on
from pension.estimate_notice import NoticeEstimate
from pension.payment import Stage
from web.views.assumptions import Assumptions, assumptions
from web.views.frame import Frame, Tab
from web.views.limits import SaidLimit, notice_limits
from web.views.stages import StageView, stage_views, yearly_and_monthly
from web.views.wording import age_words, date_words, month_words

_TITLE = "ねんきん定期便のときの見込額"
_ORDINARY_AGE = 65
_AS_IF_TO_60_FROM = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateNoticeView:
    """The whole page; before the first notice ``of_month`` is empty. ``box`` is None where nothing is estimated."""

    frame: Frame
    of_month: str
    as_of: str
    limits: tuple[SaidLimit, ...]
    lead: str
    basis: str
    stages: tuple[StageView, ...]
    box: Assumptions | None


def estimate_notice_view(notice: NoticeEstimate | None) -> EstimateNoticeView:
    """The page of a notice, or of somebody who has none yet."""
    if notice is None:
        return EstimateNoticeView(
            frame=Frame(title=_TITLE, announce=f"{_TITLE}です。まだありません。", tab=Tab.ESTIMATES),
            of_month="",
            as_of="",
            limits=(),
            lead="見込額は、まだありません。",
            basis="ねんきん定期便が作られるときに、その時の記録で計算して、ここに表示します。",
            stages=(),
            box=None,
        )
    lead = _lead(notice)
    return EstimateNoticeView(
        frame=Frame(title=_TITLE, announce=f"{_TITLE}です。{lead}", tab=Tab.ESTIMATES),
        of_month=month_words(notice.month),
        as_of=date_words(notice.as_of.last_day),
        limits=notice_limits(notice.limits),
        lead=lead,
        basis=_basis(notice) if notice.stages else "",
        stages=stage_views(notice.stages, notice.birth_date),
        box=assumptions(notice.fiscal_year, notice.notes, notice.doubts) if notice.stages else None,
    )


def _lead(notice: NoticeEstimate) -> str:
    if not notice.stages:
        missing = notice.required_months - notice.qualifying_months
        if missing > 0:
            return f"年金を受け取るには{notice.required_months}か月が必要です。あと{missing}か月です。"
        return "このときの記録では、見込額を示していません。"
    at_65 = _stage_at_65(notice)
    return f"{age_words(_ORDINARY_AGE)}から受け取るとき、{yearly_and_monthly(at_65)}の見込みです。"


def _stage_at_65(notice: NoticeEstimate) -> Stage:
    """The stage that begins with the pensions of 65: what is added or ends later stands below."""
    right = notice.right_month
    return next(
        stage
        for stage in notice.stages
        if right is None or stage.last_month is None or (stage.first_month <= right.plus(1) <= stage.last_month)
    )


def _basis(notice: NoticeEstimate) -> str:
    if notice.to_60:
        return "50歳からの方の計算です。いまの加入のしかたが60歳までつづくものとして、計算しました。"
    if age_on(notice.birth_date, notice.as_of.last_day) >= _AS_IF_TO_60_FROM:
        return "60歳までの加入が終わっているため、このときまでの記録だけで計算しました。"
    return "50歳になる前の方の計算です。このときまでの記録だけで計算しました。これから納めると、額がふえます。"
