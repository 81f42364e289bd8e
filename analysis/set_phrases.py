"""Set phrases that say only that there is nothing to say, in the languages where they are known reliably.

An answer counts as one of these only when it is nothing but the phrase. "Yes" and "no" are here because they
hold no wording to theme; whether someone agrees is asked by a closed question, never read out of free text.
A language without a row is not guessed at.
"""

import functools
from itertools import islice

from analysis.text import iterate_words, normalise

_PHRASES = """
en: no comment; no comments; no further comment; no further comments; no other comments
en: no additional comments; none; nil; n/a; na; not applicable; nothing; nothing to add
en: nothing further to add; nothing else to add; i have nothing to add; we have nothing to add
en: nothing more to add; no answer; no response; no opinion; no view; no views; don't know; do not know
en: i don't know; i do not know; dont know; not sure; unsure; yes; no; nope; see above; as above
en: same as above; prefer not to say; no thank you; no thanks; tbc; none at this time
cy: dim sylw; dim sylwadau; dim; dim byd; amherthnasol; ddim yn berthnasol; dim i'w ychwanegu; nac oes; ydw
cy: ie; dim byd i'w ychwanegu; dim rhagor i'w ychwanegu; dim byd arall i'w ychwanegu; ddim yn gwybod
cy: gweler uchod
ar: لا تعليق; لا يوجد; لا يوجد تعليق; لا توجد تعليقات; لا شيء; لا شئ; لا; نعم; لا ينطبق; لا أعرف; لا ادري
ar: لا أدري; ليس لدي ما أضيفه; ليس لدي أي تعليق; ليس لدي تعليق; لا يوجد شيء
fa: نظری ندارم; هیچ نظری ندارم; نظری نیست; بدون نظر; هیچ; هیچی; نه; بله; بلی; نخیر; ندارم; ندارد; نمی‌دانم
fa: نمی دانم; چیزی برای اضافه کردن ندارم; چیزی ندارم
ps: نه; هو; هیڅ; نه پوهیږم; نظر نه لرم
ckb: نەخێر; بەڵێ; هیچ; نازانم
kmr: na; erê; nizanim; tiştek nîne; tune
ti: እወ; ኣይፋል; ኣይፋልን; ርእይቶ የብለይን; የብለይን
am: አይ; አዎ; የለም; አይደለም; አስተያየት የለኝም; ምንም; ምንም የለም; የለኝም; አላውቅም
om: eeyyee; lakki; hin jiru; yaada hin qabu; hin beeku
so: haa; maya; waxba; ma jiro; ma jirto; ma aqaan; ma garanayo
ur: نہیں; جی نہیں; ہاں; جی ہاں; کچھ نہیں; کوئی نہیں; کوئی تبصرہ نہیں; معلوم نہیں; پتہ نہیں; لاگو نہیں
pa: ਨਹੀਂ; ਹਾਂ; ਜੀ ਨਹੀਂ; ਹਾਂ ਜੀ; ਕੁਝ ਨਹੀਂ; ਕੋਈ ਨਹੀਂ; ਕੋਈ ਟਿੱਪਣੀ ਨਹੀਂ; ਪਤਾ ਨਹੀਂ
bn: না; হ্যাঁ; কিছু না; কিছুই না; কোনো মন্তব্য নেই; কোন মন্তব্য নেই; প্রযোজ্য নয়; জানি না; নেই
sq: pa koment; pa komente; s'ka; nuk ka; asgjë; asgje; jo; po; nuk e di; s'e di; asgjë për të shtuar
sq: nuk kam koment
vi: không; không có; không có ý kiến; không ý kiến; không có gì; không có gì thêm; không áp dụng; không biết
vi: tôi không biết
tr: yok; yorum yok; yorumum yok; hayır; evet; ekleyecek bir şeyim yok; bilmiyorum; hiçbir şey; fikrim yok
tr: uygulanamaz
uk: немає; нема; ні; так; без коментарів; немає коментарів; нічого; нічого додати; нема чого додати; не знаю
uk: не застосовується
ru: нет; да; без комментариев; нет комментариев; ничего; нечего добавить; не знаю; неприменимо; не применимо
ru: затрудняюсь ответить
pl: nie; tak; brak; brak uwag; brak komentarza; brak komentarzy; bez komentarza; nie dotyczy; nic; nie wiem
pl: nie mam zdania; nie mam nic do dodania; nic do dodania; nie mam uwag
ro: nu; da; nimic; nimic de adăugat; nu am nimic de adăugat; fără comentarii; fara comentarii; nu este cazul
ro: nu știu; nu stiu
pt: não; nao; sim; nada; nada a acrescentar; nada a declarar; sem comentários; sem comentarios
pt: não se aplica; não sei; nenhum
es: no; sí; si; nada; nada que añadir; nada que agregar; sin comentarios; ninguno; ninguna; no aplica
es: no procede; no sé; no se
fr: non; oui; rien; rien à ajouter; rien a ajouter; aucun; aucun commentaire; pas de commentaire
fr: sans commentaire; sans objet; sans opinion; néant; neant; je ne sais pas; sans avis; pas d'avis
zh: 无; 無; 没有; 沒有; 无意见; 無意見; 没意见; 沒意見; 没有意见; 沒有意見; 不适用; 不適用; 不知道; 否; 是
zh: 没有补充; 沒有補充; 无可奉告; 無可奉告; 暂无; 暫無
"""


@functools.cache
def list_set_phrases() -> frozenset[str]:
    """List every phrase in normalised form."""
    lines = [line.partition(":")[2] for line in _PHRASES.strip().splitlines()]
    return frozenset(normalise(phrase) for line in lines for phrase in line.split(";"))


def is_set_phrase(text: str) -> bool:
    """Say whether a text is nothing but one of the phrases, whatever its case and punctuation."""
    first = [word.form for word in islice(iterate_words(text), _count_longest() + 1)]
    return " ".join(first) in list_set_phrases()


@functools.cache
def _count_longest() -> int:
    return max(phrase.count(" ") + 1 for phrase in list_set_phrases())
