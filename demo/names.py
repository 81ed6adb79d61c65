"""Surnames as they are frequent around Suzhou, and given names as they were in fashion in each generation."""


def _listed(names: str) -> list[str]:
    return names.split()


SURNAMES = _listed(
    """
    王 李 张 陈 徐 朱 周 陆 沈 顾 吴 钱 孙 赵 许 蒋 潘 邹 金 杨 刘 黄 胡 高 林 何
    郭 马 罗 宋 唐 冯 曹 彭 袁 邓 薛 丁 俞 严 姚 汤 陶 施 吕 魏 范 方 石 任 夏 谢
    """
)
# The first are far more common than the last.
SURNAME_WEIGHTS = [max(2, 30 - n) for n in range(len(SURNAMES))]
OLD_MEN = _listed(
    """
    福根 水根 林根 金根 泉根 建国 国强 志明 永福 荣生 德明 文奎 兆丰 育才 学文 锡林 伯年
    仁德 洪生 阿兴 根生 月明 宝兴 耀明 炳生 祖康 维新 国祥
    """
)
OLD_WOMEN = _listed(
    """
    桂英 秀珍 美芳 玉兰 凤英 惠珍 巧珍 素珍 云珍 秀英 月娥 彩英 慧珠 美娟 雪珍 金妹 梅芳
    玲娣 招娣 丽珍 菊芬 荷英 瑞芳 杏珍 淑华 文娟 惠芬 静芳
    """
)
MIDDLE_MEN = _listed(
    """
    建华 志强 晓明 卫东 建平 国平 永明 海峰 立新 建忠 学军 伟民 晓峰 志刚 春华 利民 文斌
    东明 红兵 正华
    """
)
MIDDLE_WOMEN = _listed(
    """
    丽华 红梅 建芳 秋萍 晓燕 丽萍 亚萍 春燕 玉芬 惠琴 雪芳 海燕 敏芳 志红 小红 静芬 月琴
    晓红 美琴 文英
    """
)
YOUNG_MEN = _listed(
    """
    晨 宇 凯 斌 俊杰 晓东 鹏飞 天宇 明远 志远 嘉伟 文涛 子豪 家乐 一鸣 博文 思源 旭东 泽宇
    浩 振宇 少峰 宏伟 云飞 向阳 晓宇 瑞 超
    """
)
YOUNG_WOMEN = _listed(
    """
    静 婷 雪 佳怡 丽娟 慧敏 晓芸 梦洁 思琪 雨晴 文静 佳宁 晓丹 颖 欣 露 诗雨 倩 雅琴 玲玲
    梦婷 晓蕾 月 依琳 悦 心怡 琳 菲
    """
)
BOYS = _listed(
    """
    子墨 沐辰 宇轩 奕辰 浩然 梓睿 一帆 景行 乐天 嘉树 知远 安之 星河 可凡 新一 皓宇 禾苗
    承泽 千里 元宝
    """
)
GIRLS = _listed(
    """
    一诺 若汐 梓萱 欣怡 语桐 可心 安然 诗涵 知夏 小满 佳禾 书瑶 清妍 乐遥 念安 果果 思齐
    米朵 晚晴 初一
    """
)
