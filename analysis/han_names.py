"""Chinese names: a common family name and one or two characters that given names are made of.

Chinese writes no space between words, so a name is told by its characters and by what stands beside it.
"""

import re
from collections.abc import Iterator

from analysis.identifier_patterns import Found

_FAMILY = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫朱胡郭林何罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田"
    "董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白"
    "江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武莫孔赖賴"
)
_GIVEN = (
    "伟偉芳娜敏静靜丽麗强強磊军軍洋勇艳豔杰傑娟涛濤超秀霞英华華玲桂兰蘭红紅平刚剛辉輝梅鹏鵬飞飛鑫波斌宇浩凯凱健俊帆帅帥"
    "旭宁寧龙龍欣雪琳晨瑞怡佳嘉婷颖穎莹瑩洁潔倩丹萍蓉琴云雲莉珍贞貞雅琼瓊芬燕彩春菊凤鳳琪琦岚嵐苑婕馨瑗琰韵韻融园園艺藝"
    "咏詠卿聪聰澜瀾纯純毓悦悅昭冰爽琬茗羽希志建国國永文武德福荣榮贵貴宝寶财財生祥才发發友祖耀宗光明安立泽澤天思家子轩軒梓"
    "涵欣宜淑慧惠玉珠翠雅芝娥娇嬌美妹蕾薇菁梦夢岩岚岳峰山松柏林森树樹海江河良振庆慶启啟承绍紹维維仁义義礼禮智信谦謙诚誠"
    "恒恆毅坚堅伦倫翔旺铭銘锋鋒钧鈞钢鋼铁鐵镇鎮晓曉晖暉昊昌旭昆晶小大"
)
# Words that begin with a family name and are none: yellow, open, high, dry, to be able, China's towns …
_NOT_NAMES = (
    "黄色|黃色|黄金|黃金|张开|張開|张大|白天|白色|金子|金融|江山|江河|方向|方便|万一|萬一|田地|石油|于是|任何|任务|何时|武器"
    "|夏天|周末|周围|周一|周二|周三|周四|周五|周六|周日|林业|马上|许可|許可|许多|許多|程度|成立|安全|安排|国家|文化|文明|明天|明年|龙头"
    "|余生|严重|严格|谢谢|謝謝|苏联|宋代|唐代|韩国|韓國|秦朝|江苏|江蘇|江西|云南|白宫|白人|和平|孔子|方法|金山|钱财"
)
_REASON = "is made of a Chinese family name and characters of given names"
_BOTH = re.compile(rf"(?!{_NOT_NAMES})(?P<it>[{_FAMILY}](?!{_NOT_NAMES})[{_GIVEN}]{{2}})")
_BESIDE = re.compile(
    rf"(?:邻居|鄰居|朋友|同学|同學|老师|老師|弟弟|哥哥|姐姐|妹妹|儿子|兒子|女儿|女兒|丈夫|妻子|先生|太太|社工|律师|律師|翻译|翻譯"
    rf"|医生|醫生|我和|我跟|我与|我與|跟|告诉|告訴|谢谢|謝謝|感谢|感謝|叫)(?P<it>(?!{_NOT_NAMES})"
    rf"(?:[{_FAMILY}][{_GIVEN}]{{1,2}}|[小阿老][{_FAMILY}{_GIVEN}]))"
)
_SMALL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<it>[小阿老][{_FAMILY}{_GIVEN}])(?=[也说說和跟是在有的来來，,])"
)
_TITLED = re.compile(
    rf"(?P<it>[{_FAMILY}][{_GIVEN}]{{0,2}}(?:先生|女士|太太|小姐|医生|醫生|老师|老師|阿姨|叔叔|大姐|大哥|律师|律師))"
)
_FORMS = (
    (_TITLED, "stands before a title", 0.7),
    (_BESIDE, "follows a word for kin or a calling, like a name", 0.65),
    (_BOTH, _REASON, 0.55),
    (_SMALL, _REASON, 0.45),
)


def list_han_names(text: str) -> Iterator[Found]:
    """List what looks like a Chinese name in Chinese characters."""
    for form, reason, confidence in _FORMS:
        for match in form.finditer(text):
            yield Found("person", *match.span("it"), reason, confidence)
