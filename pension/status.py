"""What one month can be: the statuses, and what the law lets each of them count for.

The table itself is data (``rules/month_statuses.tsv``); this module only gives its rows a shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pension.calendar import YearMonth


class Scheme(StrEnum):
    """A public pension scheme (公的年金制度)."""

    NATIONAL = "national_pension"  # 国民年金
    EMPLOYEES = "employees_pension"  # 厚生年金保険
    SEAMENS = "seamens_insurance"  # 船員保険
    MUTUAL_AID = "mutual_aid"  # 共済組合


class Status(StrEnum):
    """What a month was or is; the codes of ``rules/month_statuses.tsv``."""

    N1_PAID = "N1_PAID"  # 国民年金 納付済
    N1_PAID_ADD = "N1_PAID_ADD"  # 納付済+付加
    N1_BACKPAID = "N1_BACKPAID"  # 追納済
    N1_LATEPAID = "N1_LATEPAID"  # 後納・特例納付
    N1_MAT = "N1_MAT"  # 産前産後免除
    N1_CARE = "N1_CARE"  # 育児期間免除
    N1_EXF_APP = "N1_EXF_APP"  # 全額免除（申請）
    N1_EXF_LAW = "N1_EXF_LAW"  # 法定免除
    N1_EX34 = "N1_EX34"  # 4分の3免除・残り納付
    N1_EX12 = "N1_EX12"  # 半額免除・残り納付
    N1_EX14 = "N1_EX14"  # 4分の1免除・残り納付
    N1_EX34_UNP = "N1_EX34_UNP"  # 4分の3免除・残り未納
    N1_EX12_UNP = "N1_EX12_UNP"  # 半額免除・残り未納
    N1_EX14_UNP = "N1_EX14_UNP"  # 4分の1免除・残り未納
    N1_STUDENT = "N1_STUDENT"  # 学生納付特例
    N1_DEFER = "N1_DEFER"  # 納付猶予
    N1_TOKUTEI = "N1_TOKUTEI"  # 特定期間
    N1_UNPAID = "N1_UNPAID"  # 未納（時効）
    N1_PAYABLE = "N1_PAYABLE"  # 未納・まだ納付できる
    N1_PENDING = "N1_PENDING"  # 納付状況 確認中
    N1_OKINAWA = "N1_OKINAWA"  # 沖縄みなし免除
    N1_CHINA_EX = "N1_CHINA_EX"  # 中国残留邦人 免除
    N1_CHINA_PAID = "N1_CHINA_PAID"  # 中国残留邦人 追納
    NV_PAID = "NV_PAID"  # 任意加入 納付済
    NV_UNPAID = "NV_UNPAID"  # 任意加入 未納
    N3 = "N3"  # 第3号 納付済扱い
    N3_LATE = "N3_LATE"  # 第3号特例納付
    N3_NC = "N3_NC"  # 第3号（算入しない）
    E1 = "E1"  # 厚生年金（一般）
    E1_FUND = "E1_FUND"  # 厚年（基金加入）
    E1_MINE = "E1_MINE"  # 厚年 第3種 坑内員
    E1_SEA = "E1_SEA"  # 厚年 第3種 船員（1986-04以降）
    S1 = "S1"  # 船員保険（1986-03まで）
    E1_LEAVE = "E1_LEAVE"  # 厚年 産休・育休 免除
    E2 = "E2"  # 国家公務員共済／第2号厚年
    E3 = "E3"  # 地方公務員共済／第3号厚年
    E4 = "E4"  # 私学共済／第4号厚年
    E_VOID = "E_VOID"  # 同月得喪で算入しない厚年
    E_LAPSED = "E_LAPSED"  # 厚年 保険料徴収権 時効
    E_LUMP = "E_LUMP"  # 脱退手当金 支給済
    F_LUMP = "F_LUMP"  # 外国人 脱退一時金 支給済
    KARA = "KARA"  # 合算対象期間（確認済）
    KARA_MAYBE = "KARA_MAYBE"  # 合算対象の可能性
    NONE_REQ = "NONE_REQ"  # 未加入（20-59歳）
    NONE_OUT = "NONE_OUT"  # 対象外
    FUTURE = "FUTURE"  # これから


class Entitlement(StrEnum):
    """Whether a month counts for the qualifying period (受給資格期間)."""

    YES = "yes"
    NO = "no"
    AGE_20_TO_59 = "age_20_to_59"  # only in months of age 20 to 59 (NV_UNPAID: kokunen 附則9条)
    CONDITIONAL = "conditional"  # 脱退手当金: 昭和60年改正法附則8条5項7号


class BasicShare(StrEnum):
    """In which months a share of the old-age basic pension (老齢基礎年金) applies."""

    ALWAYS = "always"
    AGE_20_TO_59 = "age_20_to_59"  # and only from 1961-04 (昭和60年改正法附則8条2項, 4項)


@dataclass(frozen=True, slots=True, eq=False)
class StatusRule:
    """One row of the status table; there is one of each, so identity is equality.

    ``basic_before_2009_04`` and ``basic_from_2009_04`` are shares of one month of the basic pension (0 to 1).
    ``first_month``/``last_month`` bound the months in which the status can exist (None = open).
    """

    status: Status
    entitlement: Entitlement
    basic_when: BasicShare
    basic_before_2009_04: Fraction
    basic_from_2009_04: Fraction
    counts_for_employees: bool
    stored: bool
    first_month: YearMonth | None
    last_month: YearMonth | None
