"""The sign-ins of the demo: fixed passwords, made by `loaddemo` alone, so that nothing else ever has them."""

from typing import NamedTuple

from django.db.models import Q

from accounts.models import User


class Login(NamedTuple):
    key: str
    role: str
    sign_in: str
    password: str
    look_at: str

    @property
    def phone(self) -> str:
        """E.164, or nothing for a sign-in by e-mail."""
        return "" if "@" in self.sign_in else "+86" + self.sign_in.replace(" ", "")


OPERATOR = Login(
    "operator", "系统管理员 operator", "office@pengshan.example", "Haitang-1510", "/admin/ · 地点、组织、活动、报名"
)
RESIDENT = Login(
    "resident", "居民（一家三代）resident", "154 0000 0001", "Xingfuli-1510", "/me/ · 孩子和外婆的报名、候补、通知"
)
ELDER = Login("elder", "老年居民 elder", "154 0000 0002", "Xingfuli-1510", "/me/ · 打开右上角的关怀版再看看")
RIDER = Login("rider", "外卖骑手 rider", "154 0000 0003", "Xingfuli-1510", "/events/ · 小哥关爱夜话")

LOGINS = [OPERATOR, RESIDENT, ELDER, RIDER]


def existing() -> list[Login]:
    """The demo sign-ins that are there: none where the demo was never loaded."""
    found = set(
        User.objects.filter(
            Q(email__in=[login.sign_in for login in LOGINS]) | Q(phone__in=[login.phone for login in LOGINS])
        ).values_list("email", "phone")
    )
    known = {value for pair in found for value in pair if value}
    return [login for login in LOGINS if (login.phone or login.sign_in) in known]
