"""The sign-ins of the demo with fixed passwords. Only `loaddemo` creates them."""

from typing import NamedTuple

from django.db.models import Q

from accounts.models import User


class DemoLogin(NamedTuple):
    """A sign-in of the demo with its password, its role in words and the pages to look at."""

    key: str
    role: str
    sign_in: str
    password: str
    look_at: str

    @property
    def phone(self) -> str:
        """E.164, or an empty string for a sign-in by e-mail."""
        return "" if "@" in self.sign_in else "+86" + self.sign_in.replace(" ", "")


PASSWORD = "Xingfuli-1510"  # noqa: S105 - printed for everybody who tries the demo

OPERATOR = DemoLogin(
    "operator",
    "系统管理员 operator",
    "office@pengshan.example",
    "Haitang-1510",
    "/admin/ · 地点、组织、任职、活动；看不到住址、走访和党员记录",
)
SECRETARY = DemoLogin(
    "secretary",
    "党总支书记 secretary",
    "154 0000 0011",
    PASSWORD,
    "/admin/ · 全社区：组织、任职、党员名册、转接、排摸、走访、活动",
)
DEPUTY = DemoLogin("deputy", "党总支副书记 deputy", "154 0000 0012", PASSWORD, "/admin/ · 党员名册只读，不任免")
OFFICE_WORKER = DemoLogin(
    "office_worker", "社区工作者 office worker", "154 0000 0013", PASSWORD, "/admin/ · 居民、走访、活动报名"
)
BRANCH_SECRETARY = DemoLogin(
    "branch_secretary",
    "小区党支部书记 branch secretary",
    "154 0000 0014",
    PASSWORD,
    "/admin/ · 海棠苑党支部：等待接收的转接、本支部的岗、活动",
)
GRID_WORKER = DemoLogin(
    "grid_worker", "网格员 grid worker", "154 0000 0015", PASSWORD, "/admin/ · 二号网格的居民、走访；/desk/"
)
PIONEER = DemoLogin(
    "pioneer", "海棠先锋 pioneer", "154 0000 0016", PASSWORD, "/desk/ · 自己楼栋的住户、走访、帮邻居报名"
)
RECEPTIONIST = DemoLogin(
    "receptionist", "驿站值班员 receptionist", "154 0000 0018", PASSWORD, "/desk/ · 幸福驿站今天谁来、签到、登记来客"
)
SUCCESSOR = DemoLogin(
    "successor",
    "接岗的邻居 next pioneer",
    "154 0000 0017",
    PASSWORD,
    "/me/ · 一个先锋岗等待接收：看清单，点接收",
)
RESIDENT = DemoLogin(
    "resident", "居民（一家三代）resident", "154 0000 0001", PASSWORD, "/me/ · 孩子和外婆的报名、候补、通知"
)
ELDER = DemoLogin("elder", "老年居民 elder", "154 0000 0002", PASSWORD, "/me/ · 打开右上角的关怀版再看看")
TEAM_LEAD = DemoLogin(
    "team_lead",
    "志愿队队长 team lead",
    "154 0000 0019",
    PASSWORD,
    "/desk/ · 今天的志愿活动：谁来了、签到、确认时长",
)
VOLUNTEER = DemoLogin(
    "volunteer",
    "志愿者 volunteer",
    "154 0000 0020",
    PASSWORD,
    "/volunteers/mine/ · 自己的班次、服务记录、服务证明",
)
RIDER = DemoLogin("rider", "外卖骑手 rider", "154 0000 0003", PASSWORD, "/events/ · 小哥关爱夜话")

IN_OFFICE = [SECRETARY, DEPUTY, OFFICE_WORKER, BRANCH_SECRETARY, GRID_WORKER, PIONEER, RECEPTIONIST]
LOGINS = [OPERATOR, *IN_OFFICE, TEAM_LEAD, SUCCESSOR, RESIDENT, ELDER, VOLUNTEER, RIDER]


def existing_logins() -> list[DemoLogin]:
    """The demo sign-ins that exist; empty if the demo was never loaded."""
    addresses = set(
        User.objects.filter(
            Q(email__in=[login.sign_in for login in LOGINS]) | Q(phone__in=[login.phone for login in LOGINS])
        ).values_list("email", "phone")
    )
    known = {value for pair in addresses for value in pair if value}
    return [login for login in LOGINS if (login.phone or login.sign_in) in known]
