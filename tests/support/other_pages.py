"""Pages of other kinds that stand beside those on an inspection: none of them tells anything that is to be found."""

from __future__ import annotations


def _html(title: str, *blocks: str) -> str:
    body = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    return f"<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"


def _list(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


OTHER_PAGES = {
    "school news": _html(
        "Oak Primary: spring newsletter",
        "Dear parents, our SENCo has had a busy term. Pupils with SEND took part in sports day on 12 March 2024.",
        "This term we will:", _list("plant the garden", "meet the new head of SEND", "rehearse the summer play"),
        "Ofsted inspected the school on 5 and 6 March 2024. Inspectors found that the school is good.",
    ),
    "cookies": _html(
        "Cookies on this site",
        "We use cookies to remember your settings. We will:", _list("store your choice for 12 months", "count visits to the SEND local offer"),
        "Last updated 4 May 2023.",
    ),
    "a strategy's plan": _html(
        "SEND and inclusion strategy 2023 to 2026",
        "Our strategy for children with special educational needs and disabilities has four priorities:",
        _list("identify needs early", "prepare young people for adult life", "build places near home", "listen to families"),
        "We developed it with families. It was agreed on 14 June 2023.",
    ),
    "a national article": _html(
        "How areas are inspected",
        "The framework for area SEND inspections was introduced in January 2023. Since then most areas were told to do better.",
        "Inspectors will look at:", _list("how needs are identified", "how families are heard", "how plans are made"),
        "Norfolk, Suffolk, Kent and forty others had written statements of action between 2016 and 2022.",
    ),
    "minutes of other items": _html(
        "Minutes of the Planning Committee",
        "Minutes of the meeting held on 4 June 2024", "<h2>1. Apologies</h2>", "None.",
        "<h2>2. Extension of a special school</h2>", "Members considered places for 60 pupils with SEND and an EHC plan.",
        "RESOLVED: that", _list("permission be granted", "a travel plan be submitted by 1 September 2024"),
    ),
    "a children's services inspection": _html(
        "Inspection of children’s services",
        "Ofsted inspected the council's children's social care services between 3 and 14 June 2024.",
        "What needs to improve:", _list("the quality of plans for children in care", "the help for care leavers", "support for disabled children with SEND"),
    ),
    "a vacancy": _html(
        "Head of SEND", "We are looking for a head of SEND. You will:",
        _list("lead the team for EHC plans", "report to the SEND improvement board", "prepare for inspection"),
        "Closing date: 12 May 2024.",
    ),
    "a holiday club": _html(
        "Summer fun for children with SEND", "Our local offer has activities for all. They will:",
        _list("run from 22 July to 30 August 2024", "cost £5 a day", "be open to children with EHC plans"),
    ),
    "guidance": _html(
        "How to ask for an EHC needs assessment", "You can ask for an EHC needs assessment yourself. The council must:",
        _list("answer within six weeks", "decide within 16 weeks", "issue the plan within 20 weeks"), "If you disagree you can appeal.",
    ),
    "a budget": _html(
        "Budget consultation 2025/26", "The council plans to spend £40 million on SEND. The plan includes:",
        _list("£10 million for special schools", "£2 million for transport", "£1 million for speech therapy"),
        "The consultation ends on 31 January 2025.",
    ),
    "an adult services inspection": _html(
        "Care Quality Commission assessment", "The CQC assessed adult social care in May 2024. Areas for improvement were:",
        _list("waiting times for assessments", "support for carers", "transition of young people with SEND"),
    ),
    "a question in parliament": _html(
        "Special Educational Needs: Inspections - Written questions",
        "To ask the Secretary of State for Education, how many areas have had a written statement of action since 2016.",
        "Of 149 areas inspected by Ofsted and the CQC, 82 were asked for one. Thirteen have an accelerated progress plan.",
    ),
}  # fmt: skip
