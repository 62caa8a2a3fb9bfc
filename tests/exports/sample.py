"""A reading made by hand: four claims whose chains have one to five links, with marks that nest and cross."""

from datetime import date

from khabar.model import (
    Attribution,
    Claim,
    Entity,
    Event,
    EventType,
    Evidence,
    Factuality,
    Link,
    LinkRole,
    Mention,
    NameType,
    Reading,
    Report,
    SourceKind,
    Span,
    Stance,
    Status,
    Style,
    TimeExpression,
    TimeType,
)

TEXT = (
    "البوسعيدي يلتقي نظيره الياباني في مسقط الأحد\r\n\r\n"
    "قال مسؤول عماني لوكالة رويترز إن وزير الخارجية بدر البوسعيدي سيلتقي نظيره الياباني في مسقط يوم الأحد المقبل "
    "لبحث أمن الملاحة.\n\n"
    "ونقلت صحيفة «الساحل» عن المتحدث باسم شرطة عمان السلطانية سالم الحارثي قوله إن صورا جوية تظهر أن قاربا مسلحا "
    "هاجم سفينة صيد قبالة صلالة أمس <قرب الميناء> & غادر.\n\n"
    "ونفت جماعة البحارة الأحرار أنها هاجمت السفينة.\n"
    "وكانت السلطات قد اعتقلت ثلاثة صيادين الشهر الماضي.\n"
)


def at(words, nth=0):
    """The span of the nth occurrence of some words in the text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def evidence(rule, *cues):
    return Evidence(rule, tuple(at(cue) for cue in cues))


def mention(words, kind, english, *, nth=0, entity="", fine="", spelt=False):
    named = Evidence("names.gazetteer", (at(words, nth),))
    return Mention(at(words, nth), kind, english, entity or f"report:{english}", fine, spelt, named)


NAMES = (
    mention("البوسعيدي", NameType.PERSON, "Badr al-Busaidi", entity="Q1"),
    mention("الياباني", NameType.GROUP, "Japanese"),
    mention("مسقط", NameType.PLACE, "Muscat", entity="geonames:287286", fine="capital"),
    mention("عماني", NameType.GROUP, "Omani"),
    mention("رويترز", NameType.ORGANISATION, "Reuters", entity="outlet:reuters", fine="agency"),
    mention("بدر البوسعيدي", NameType.PERSON, "Badr al-Busaidi", entity="Q1"),
    mention("الياباني", NameType.GROUP, "Japanese", nth=1),
    mention("مسقط", NameType.PLACE, "Muscat", nth=1, entity="geonames:287286", fine="capital"),
    mention("الساحل", NameType.ORGANISATION, "As-Sahil", spelt=True, fine="newspaper"),
    mention("شرطة عمان السلطانية", NameType.ORGANISATION, "Royal Oman Police", fine="police"),
    mention("سالم الحارثي", NameType.PERSON, "Salim al-Harithi", spelt=True),
    mention("صلالة", NameType.PLACE, "Salalah", fine="city"),
    mention("البحارة الأحرار", NameType.ORGANISATION, "Free Sailors", spelt=True),
)

TIMES = (
    TimeExpression(at("الأحد"), TimeType.DATE, "2024-03-10", evidence("time.weekday")),
    TimeExpression(at("يوم الأحد المقبل"), TimeType.DATE, "2024-03-10", evidence("time.weekday", "المقبل")),
    TimeExpression(at("أمس"), TimeType.DATE, "2024-03-05", evidence("time.yesterday")),
    TimeExpression(at("الشهر الماضي"), TimeType.DATE, None, evidence("time.month", "الماضي")),
)

MEETING = at("وزير الخارجية بدر البوسعيدي سيلتقي نظيره الياباني في مسقط يوم الأحد المقبل لبحث أمن الملاحة")
RELAYED = at(
    "عن المتحدث باسم شرطة عمان السلطانية سالم الحارثي قوله إن "
    "صورا جوية تظهر أن قاربا مسلحا هاجم سفينة صيد قبالة صلالة أمس"
)
TOLD = at("صورا جوية تظهر أن قاربا مسلحا هاجم سفينة صيد قبالة صلالة أمس")
SHOWN = at("قاربا مسلحا هاجم سفينة صيد قبالة صلالة أمس")
SPOKESMAN = at("المتحدث باسم شرطة عمان السلطانية سالم الحارثي")
DENIED = at("أنها هاجمت السفينة")

ATTRIBUTIONS = (
    Attribution(
        "a1", at("قال"), at("مسؤول عماني"), "مسؤول عماني", SourceKind.UNNAMED, (MEETING,), Style.INDIRECT, Stance.STATE,
        at("لوكالة رويترز"), None, None, evidence("attribution.verb-subject", "قال", "إن"),
    ),
    Attribution(
        "a2", at("ونقلت"), at("صحيفة «الساحل»"), "صحيفة «الساحل»", SourceKind.MEDIA, (RELAYED,), Style.INDIRECT,
        Stance.STATE, None, None, None, evidence("attribution.relay", "ونقلت", "عن"),
    ),
    Attribution(
        "a3", at("قوله"), SPOKESMAN, "المتحدث باسم شرطة عمان السلطانية سالم الحارثي", SourceKind.GOVERNMENT, (TOLD,),
        Style.INDIRECT, Stance.STATE, None, at("صورا جوية"), "a2", evidence("attribution.relay-inner", "قوله", "إن"),
    ),
    Attribution(
        "a4", at("تظهر"), at("صورا جوية"), "صورا جوية", SourceKind.DOCUMENT, (SHOWN,), Style.INDIRECT, Stance.STATE,
        None, None, "a3", evidence("attribution.document", "تظهر"),
    ),
    Attribution(
        "a5", at("ونفت"), at("جماعة البحارة الأحرار"), "جماعة البحارة الأحرار", SourceKind.ORGANISATION, (DENIED,),
        Style.INDIRECT, Stance.DENY, None, None, None, evidence("attribution.verb-subject", "ونفت"),
    ),
)  # fmt: skip

EVENTS = (
    Event(
        "e1", EventType.CONSULT, "visit", ("diplomatic",), at("سيلتقي"), (at("وزير الخارجية بدر البوسعيدي"),),
        (at("نظيره الياباني", 1),), (at("مسقط", 1),), at("يوم الأحد المقبل"), Status.PLANNED, "a1",
        evidence("event.verb", "سيلتقي"),
    ),
    Event(
        "e2", EventType.ASSAULT, "", (), at("هاجم"), (at("قاربا مسلحا"),), (at("سفينة صيد"),), (at("صلالة"),),
        at("أمس"), Status.OCCURRED, "a4", evidence("event.verb", "هاجم"),
    ),
    Event(
        "e3", EventType.ASSAULT, "", (), at("هاجمت"), (at("جماعة البحارة الأحرار"),), (at("السفينة"),), (), None,
        Status.DENIED, "a5", evidence("event.verb", "هاجمت"),
    ),
    Event(
        "e4", EventType.COERCE, "arrest", (), at("اعتقلت"), (at("السلطات"),), (at("ثلاثة صيادين"),), (),
        at("الشهر الماضي"), Status.OCCURRED, None, evidence("event.verb", "اعتقلت"),
    ),
)  # fmt: skip

PUBLISHER = Link(LinkRole.PUBLISHER, "بوابة الخليج", SourceKind.MEDIA, None, None, None, Factuality.CERTAIN)
AGENCY = Link(LinkRole.AGENCY, "رويترز", SourceKind.MEDIA, None, None, None, Factuality.CERTAIN)


def source(item, factuality):
    found = next(attribution for attribution in ATTRIBUTIONS if attribution.id == item)
    return Link(LinkRole.SOURCE, found.speaker, found.kind, found.stance, found.source, item, factuality)


CLAIMS = (
    Claim(
        "c1", "e1",
        (
            PUBLISHER, AGENCY, source("a1", Factuality.PROBABLE),
            Link(LinkRole.TOLD, "لوكالة رويترز", SourceKind.MEDIA, None, at("لوكالة رويترز"), "a1", None),
        ),
        (MEETING,), None,
    ),
    Claim(
        "c2", "e2",
        (
            PUBLISHER, source("a2", Factuality.CERTAIN), source("a3", Factuality.CERTAIN),
            Link(LinkRole.EVIDENCE, "صورا جوية", SourceKind.DOCUMENT, None, at("صورا جوية"), "a3", None),
        ),
        (SHOWN,), None,
    ),
    Claim("c3", "e3", (PUBLISHER, source("a5", Factuality.CERTAIN_NOT)), (DENIED,), None),
    Claim("c4", "e4", (PUBLISHER,), (at("وكانت السلطات قد اعتقلت ثلاثة صيادين الشهر الماضي"),), None),
)  # fmt: skip


def entities():
    out = {}
    for name in NAMES:
        out.setdefault(name.entity, []).append(name)
    return tuple(
        Entity(key, group[0].type, group[0].english, group[0].span.of(TEXT), tuple(name.span for name in group))
        for key, group in out.items()
    )


REPORT = Report(TEXT, "بوابة الخليج", "مسقط - رويترز", "https://example.org/خبر?id=1&x=2", date(2024, 3, 6))
READING = Reading(REPORT, "ar", NAMES, entities(), TIMES, ATTRIBUTIONS, EVENTS, CLAIMS)
EMPTY = Reading(Report("خبر بلا شيء"), "ar", (), (), (), (), (), ())
